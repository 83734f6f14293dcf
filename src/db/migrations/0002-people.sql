-- People of a workspace, how they sign in, and when they work.

CREATE TABLE calendar (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^cal_[0-9a-z]{26}$'),
  key text COLLATE "C" NOT NULL,
  title text NOT NULL,
  definition jsonb NOT NULL,
  is_default boolean NOT NULL DEFAULT false,
  archived_at timestamptz(3),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, key)
);
CREATE UNIQUE INDEX calendar_one_default ON calendar (workspace_id) WHERE is_default;
CREATE TRIGGER calendar_version BEFORE UPDATE ON calendar FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE team (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^tem_[0-9a-z]{26}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  side text COLLATE "C" NOT NULL CHECK (side IN ('sales', 'cs', 'ops')),
  manager_id text COLLATE "C",
  archived_at timestamptz(3),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX team_name ON team (workspace_id, name) WHERE archived_at IS NULL;
CREATE TRIGGER team_version BEFORE UPDATE ON team FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE member (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^mem_[0-9a-z]{26}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  -- ASCII lower case; NULL for people known from an import who were never invited.
  email text COLLATE "C" CHECK (email ~ '^[!-?A-~]{1,64}@[a-z0-9.-]{1,190}$'),
  external_id text COLLATE "C",
  roles text[] NOT NULL CHECK (roles <@ ARRAY['ae','csm','sales_manager','cs_manager','revops','executive','admin','implementation_lead','support','contributor']),
  status text COLLATE "C" NOT NULL CHECK (status IN ('known', 'invited', 'active', 'suspended')),
  team_id text COLLATE "C",
  manager_id text COLLATE "C",
  calendar_id text COLLATE "C",
  zone text,
  locale text,
  territories text[] NOT NULL DEFAULT '{}',
  sizes text[] NOT NULL DEFAULT '{}',
  industries text[] NOT NULL DEFAULT '{}',
  languages text[] NOT NULL DEFAULT '{}',
  skills text[] NOT NULL DEFAULT '{}',
  capacity integer CHECK (capacity > 0),
  away_from timestamptz(3),
  away_until timestamptz(3),
  away_cover_id text COLLATE "C",
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, team_id) REFERENCES team (workspace_id, id),
  FOREIGN KEY (workspace_id, calendar_id) REFERENCES calendar (workspace_id, id),
  FOREIGN KEY (workspace_id, manager_id) REFERENCES member (workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE,
  FOREIGN KEY (workspace_id, away_cover_id) REFERENCES member (workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE,
  CHECK (manager_id <> id),
  CHECK (away_until IS NULL OR away_from < away_until),
  CHECK (status = 'known' OR email IS NOT NULL)
);
CREATE UNIQUE INDEX member_email ON member (workspace_id, email) WHERE email IS NOT NULL;
CREATE INDEX member_team ON member (workspace_id, team_id);
CREATE INDEX member_manager ON member (workspace_id, manager_id);
CREATE INDEX member_name ON member (workspace_id, name, id);
ALTER TABLE team ADD FOREIGN KEY (workspace_id, manager_id) REFERENCES member (workspace_id, id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE TRIGGER member_version BEFORE UPDATE ON member FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE credential (
  workspace_id text COLLATE "C" NOT NULL,
  member_id text COLLATE "C" NOT NULL,
  password_hash text NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);

CREATE TABLE session (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^ses_[0-9a-z]{26}$'),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  member_id text COLLATE "C" NOT NULL,
  device text NOT NULL,
  address text NOT NULL,
  created_at timestamptz(3) NOT NULL,
  seen_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, token_hash),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);
CREATE INDEX session_member ON session (workspace_id, member_id, created_at);
CREATE INDEX session_expired ON session (workspace_id, expires_at);

-- One-time links: sign-in, invitation, first admin. `used_at` is set by compare-and-set.
CREATE TABLE sign_in_link (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^lnk_[0-9a-z]{26}$'),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  purpose text COLLATE "C" NOT NULL CHECK (purpose IN ('sign_in', 'invite')),
  member_id text COLLATE "C" NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, token_hash),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);
CREATE INDEX sign_in_link_expired ON sign_in_link (workspace_id, expires_at);

-- Failed sign-ins per address and per e-mail, in windows; rows are small and pruned.
CREATE TABLE sign_in_attempt (
  workspace_id text COLLATE "C" NOT NULL,
  key_hash bytea NOT NULL CHECK (octet_length(key_hash) = 32),
  window_at timestamptz(3) NOT NULL,
  failures integer NOT NULL,
  PRIMARY KEY (workspace_id, key_hash, window_at)
);

CREATE TABLE api_key (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^key_[0-9a-z]{26}$'),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  hint text NOT NULL,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  member_id text COLLATE "C" NOT NULL,
  scopes text[] NOT NULL CHECK (cardinality(scopes) > 0),
  created_at timestamptz(3) NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  revoked_at timestamptz(3),
  used_on date,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, token_hash),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);
CREATE TRIGGER api_key_version BEFORE UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION guard_version();

-- What a member wants to hear of, and how. No row means the default of the event.
CREATE TABLE notification_choice (
  workspace_id text COLLATE "C" NOT NULL,
  member_id text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  in_app boolean NOT NULL,
  mail text COLLATE "C" NOT NULL CHECK (mail IN ('at_once', 'digest', 'never')),
  PRIMARY KEY (workspace_id, member_id, event),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['calendar','team','member','credential','session','sign_in_link','sign_in_attempt','api_key','notification_choice'] LOOP
    CALL secure_table(t);
  END LOOP;
END $$;
CALL classify('calendar', '', 'title definition');
CALL classify('team', '', 'name');
CALL classify('member', 'name email external_id zone locale territories languages away_from away_until', 'industries skills capacity');
CALL classify('credential', '', 'password_hash');
CALL classify('session', 'device address', 'token_hash');
CALL classify('sign_in_link', '', 'token_hash');
CALL classify('sign_in_attempt', '', 'key_hash');
CALL classify('api_key', '', 'token_hash name hint');
CALL classify('notification_choice', '', '');
