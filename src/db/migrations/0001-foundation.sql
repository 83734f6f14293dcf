-- Functions that every later migration and every query relies on, and the one global table.

-- The only clock. A test database (its name says so) may be moved; no other can.
CREATE FUNCTION app_now() RETURNS timestamptz(3) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT (date_trunc('milliseconds', transaction_timestamp())
    + CASE WHEN current_database() LIKE 'throughline\_test%'
        THEN coalesce(nullif(current_setting('app.clock_offset_ms', true), ''), '0')::bigint * interval '1 millisecond'
        ELSE interval '0' END)::timestamptz(3)
$$;

-- The workspace a transaction is in. After SET LOCAL ends the setting is '', not NULL.
CREATE FUNCTION app_workspace() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT nullif(current_setting('app.workspace_id', true), '')
$$;

-- Row-level security for a table with workspace_id: the app sees its workspace, the owner sees all.
CREATE PROCEDURE secure_table(name text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
  EXECUTE format('CREATE POLICY app ON %I TO :app
    USING (workspace_id = nullif(current_setting(''app.workspace_id'', true), ''''))
    WITH CHECK (workspace_id = nullif(current_setting(''app.workspace_id'', true), ''''))', name);
  EXECUTE format('CREATE POLICY owner ON %I TO :owner USING (true) WITH CHECK (true)', name);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO :app', name);
END $$;

-- What a column holds, for export and erasure: personal, internal or none. Unnamed columns of a call are `none`.
CREATE PROCEDURE classify(name text, personal text, internal text) LANGUAGE plpgsql AS $$
DECLARE c record;
BEGIN
  FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = name::regclass AND attnum > 0 AND NOT attisdropped LOOP
    EXECUTE format('COMMENT ON COLUMN %I.%I IS %L', name, c.attname,
      CASE WHEN c.attname = ANY (string_to_array(personal, ' ')) THEN 'personal'
           WHEN c.attname = ANY (string_to_array(internal, ' ')) THEN 'internal' ELSE 'none' END);
  END LOOP;
END $$;

-- A row is changed only by who saw its latest version.
CREATE FUNCTION guard_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
    RAISE EXCEPTION 'version of % must go from % to %', TG_TABLE_NAME, OLD.version, OLD.version + 1
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_version';
  END IF;
  RETURN NEW;
END $$;

CREATE TABLE workspace (
  id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^wsp_[0-9a-z]{8}$'),
  slug text COLLATE "C" NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  zone text NOT NULL,
  locale text NOT NULL,
  gate_mode text COLLATE "C" NOT NULL DEFAULT 'observe' CHECK (gate_mode IN ('observe', 'block')),
  live_from timestamptz(3),
  is_demo boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  suspended_at timestamptz(3),
  version bigint NOT NULL DEFAULT 1
);
ALTER TABLE workspace ENABLE ROW LEVEL SECURITY;
ALTER TABLE workspace FORCE ROW LEVEL SECURITY;
CREATE POLICY app ON workspace TO :app
  USING (id = nullif(current_setting('app.workspace_id', true), ''))
  WITH CHECK (id = nullif(current_setting('app.workspace_id', true), ''));
CREATE POLICY owner ON workspace TO :owner USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON workspace TO :app;
CREATE TRIGGER workspace_version BEFORE UPDATE ON workspace FOR EACH ROW EXECUTE FUNCTION guard_version();
CALL classify('workspace', '', 'name');

-- Sign-in must find a workspace before it may act in one. These two answer with ids and names only.
CREATE FUNCTION find_workspace(wanted text) RETURNS TABLE (id text, slug text, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT w.id, w.slug, w.name FROM public.workspace w
  WHERE (w.slug = wanted OR w.id = wanted) AND w.suspended_at IS NULL
$$;
-- At most two rows: enough to know whether sign-in must ask which workspace is meant.
CREATE FUNCTION first_workspaces() RETURNS TABLE (id text, slug text, name text, is_demo boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT w.id, w.slug, w.name, w.is_demo FROM public.workspace w WHERE w.suspended_at IS NULL ORDER BY w.created_at LIMIT 2
$$;
REVOKE ALL ON FUNCTION find_workspace(text), first_workspaces() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_workspace(text), first_workspaces() TO :app;
