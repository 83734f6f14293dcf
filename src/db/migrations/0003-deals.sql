-- Mirrors of the CRM, or of an import: where they come from, accounts, contacts, products, deals.

CREATE TABLE connection (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^con_[0-9a-z]{26}$'),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('webhook', 'import')),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  -- Signature scheme and mapping, as data.
  config jsonb NOT NULL,
  secret_sealed text,
  previous_secret_sealed text,
  previous_secret_until timestamptz(3),
  status text COLLATE "C" NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'removed')),
  live_from timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX connection_name ON connection (workspace_id, name) WHERE status <> 'removed';
CREATE TRIGGER connection_version BEFORE UPDATE ON connection FOR EACH ROW EXECUTE FUNCTION guard_version();

-- A source's stages, matched by the id the source gives, never by label.
CREATE TABLE stage (
  workspace_id text COLLATE "C" NOT NULL,
  connection_id text COLLATE "C" NOT NULL,
  external_id text COLLATE "C" NOT NULL,
  pipeline text COLLATE "C" NOT NULL DEFAULT '',
  label text NOT NULL,
  kind text COLLATE "C" CHECK (kind IN ('open', 'likely', 'won', 'lost')),
  PRIMARY KEY (workspace_id, connection_id, pipeline, external_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id)
);

CREATE TABLE currency_rate (
  workspace_id text COLLATE "C" NOT NULL,
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  -- Workspace currency per one unit, in millionths.
  rate_micros bigint NOT NULL CHECK (rate_micros > 0),
  stated_on date NOT NULL,
  PRIMARY KEY (workspace_id, currency, stated_on)
);

CREATE TABLE account (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^acc_[0-9a-z]{26}$'),
  connection_id text COLLATE "C",
  external_id text COLLATE "C",
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  industry text,
  employees bigint,
  revenue text,
  country text,
  territory text COLLATE "C",
  language text,
  website text,
  parent_name text,
  csm_id text COLLATE "C",
  -- Points it takes of its CSM's capacity while a handoff of it is under way.
  load_points integer NOT NULL DEFAULT 0 CHECK (load_points >= 0),
  fields jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id),
  FOREIGN KEY (workspace_id, csm_id) REFERENCES member (workspace_id, id)
);
CREATE UNIQUE INDEX account_external ON account (workspace_id, connection_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX account_name ON account (workspace_id, name, id);
CREATE INDEX account_csm ON account (workspace_id, csm_id) WHERE csm_id IS NOT NULL;
CREATE TRIGGER account_version BEFORE UPDATE ON account FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE contact (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^ctc_[0-9a-z]{26}$'),
  account_id text COLLATE "C",
  connection_id text COLLATE "C",
  external_id text COLLATE "C",
  name text NOT NULL,
  email text,
  phone text,
  title text,
  role text,
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id)
);
CREATE UNIQUE INDEX contact_external ON contact (workspace_id, connection_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_account ON contact (workspace_id, account_id, name);
CREATE TRIGGER contact_version BEFORE UPDATE ON contact FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE product (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^prd_[0-9a-z]{26}$'),
  connection_id text COLLATE "C",
  external_id text COLLATE "C",
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  family text,
  list_price_minor bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id)
);
CREATE UNIQUE INDEX product_external ON product (workspace_id, connection_id, external_id) WHERE external_id IS NOT NULL;
CREATE TRIGGER product_version BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE playbook_version (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^pbv_[0-9a-z]{26}$'),
  number integer NOT NULL CHECK (number > 0),
  title text NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('effective', 'superseded')),
  content_hash text COLLATE "C" NOT NULL,
  document jsonb NOT NULL,
  source text NOT NULL,
  effective_from timestamptz(3) NOT NULL,
  created_by text COLLATE "C",
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, number)
);
CREATE UNIQUE INDEX playbook_one_effective ON playbook_version (workspace_id) WHERE status = 'effective';
-- A version never changes once it is in force; only another may take its place.
CREATE FUNCTION guard_playbook_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.document, NEW.source, NEW.content_hash, NEW.number, NEW.effective_from)
     IS DISTINCT FROM (OLD.document, OLD.source, OLD.content_hash, OLD.number, OLD.effective_from)
     OR (OLD.status = 'superseded' AND NEW.status <> 'superseded') THEN
    RAISE EXCEPTION 'a playbook version never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'playbook_version_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER playbook_version_immutable BEFORE UPDATE ON playbook_version FOR EACH ROW EXECUTE FUNCTION guard_playbook_version();

CREATE TABLE deal (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^del_[0-9a-z]{26}$'),
  connection_id text COLLATE "C",
  external_id text COLLATE "C",
  account_id text COLLATE "C",
  owner_id text COLLATE "C",
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
  pipeline text COLLATE "C",
  stage_id text COLLATE "C",
  stage_label text,
  stage_kind text COLLATE "C" NOT NULL CHECK (stage_kind IN ('open', 'likely', 'won', 'lost')),
  deal_type text COLLATE "C" CHECK (deal_type IN ('new', 'expansion', 'renewal')),
  amount_minor bigint CHECK (amount_minor >= 0),
  currency text COLLATE "C" CHECK (currency ~ '^[A-Z]{3}$'),
  -- Annual value in the workspace currency, minor units, at the rate stored beside it.
  annual_minor bigint CHECK (annual_minor >= 0),
  rate_micros bigint,
  probability integer CHECK (probability BETWEEN 0 AND 100),
  products text[] NOT NULL DEFAULT '{}',
  expected_close_on date,
  created_on date,
  won_at timestamptz(3),
  lost_at timestamptz(3),
  signed_at timestamptz(3),
  complexity text COLLATE "C" CHECK (complexity IN ('high', 'normal')),
  fields jsonb NOT NULL DEFAULT '{}',
  -- The time the source says its latest change happened; older events change nothing.
  source_at timestamptz(3),
  -- Won before the connection's go-live: no clock, no message.
  is_history boolean NOT NULL DEFAULT false,
  playbook_version_id text COLLATE "C",
  tier text COLLATE "C",
  closed_dirty_at timestamptz(3),
  closed_dirty_reason text,
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, playbook_version_id) REFERENCES playbook_version (workspace_id, id),
  CHECK ((amount_minor IS NULL) = (currency IS NULL)),
  CHECK (stage_kind <> 'won' OR won_at IS NOT NULL),
  CHECK (stage_kind <> 'lost' OR lost_at IS NOT NULL)
);
CREATE UNIQUE INDEX deal_external ON deal (workspace_id, connection_id, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_recent ON deal (workspace_id, created_at, id);
CREATE INDEX deal_owner ON deal (workspace_id, owner_id, created_at, id);
CREATE INDEX deal_stage ON deal (workspace_id, stage_kind, created_at, id);
CREATE INDEX deal_owner_stage ON deal (workspace_id, owner_id, stage_kind, created_at, id);
CREATE INDEX deal_account ON deal (workspace_id, account_id, created_at, id);
CREATE TRIGGER deal_version BEFORE UPDATE ON deal FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE deal_contact (
  workspace_id text COLLATE "C" NOT NULL,
  deal_id text COLLATE "C" NOT NULL,
  contact_id text COLLATE "C" NOT NULL,
  role text,
  PRIMARY KEY (workspace_id, deal_id, contact_id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deal (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contact (workspace_id, id)
);

-- An answer belongs to the deal, because the gate comes before the handoff. Missing ones are computed, never stored.
CREATE TABLE answer (
  workspace_id text COLLATE "C" NOT NULL,
  deal_id text COLLATE "C" NOT NULL,
  requirement_id text COLLATE "C" NOT NULL CHECK (requirement_id ~ '^[a-z][a-z0-9_]{0,62}$'),
  state text COLLATE "C" NOT NULL CHECK (state IN ('given', 'none', 'not_applicable', 'waived', 'unknown')),
  value jsonb,
  reason text,
  approver_id text COLLATE "C",
  expires_at timestamptz(3),
  until_on date,
  person text,
  source text COLLATE "C" NOT NULL CHECK (source IN ('member', 'contributor', 'import', 'crm', 'carried_over')),
  source_label text,
  author_id text COLLATE "C",
  evidence jsonb NOT NULL DEFAULT '[]',
  validated text COLLATE "C" CHECK (validated IN ('customer', 'assumed')),
  answered_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, deal_id, requirement_id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deal (workspace_id, id),
  FOREIGN KEY (workspace_id, author_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, approver_id) REFERENCES member (workspace_id, id),
  CHECK ((state = 'given') = (value IS NOT NULL)),
  CHECK (state <> 'not_applicable' OR reason IS NOT NULL),
  CHECK (state <> 'waived' OR (reason IS NOT NULL AND approver_id IS NOT NULL AND expires_at IS NOT NULL)),
  CHECK (state <> 'unknown' OR (until_on IS NOT NULL AND person IS NOT NULL))
);
CREATE TRIGGER answer_version BEFORE UPDATE ON answer FOR EACH ROW EXECUTE FUNCTION guard_version();

-- A requirement handed to a colleague by link.
CREATE TABLE contribution_link (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^ask_[0-9a-z]{26}$'),
  token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
  deal_id text COLLATE "C" NOT NULL,
  requirement_id text COLLATE "C" NOT NULL,
  asked_name text NOT NULL,
  asked_email text,
  note text,
  asked_by text COLLATE "C" NOT NULL,
  created_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  answered_at timestamptz(3),
  revoked_at timestamptz(3),
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, token_hash),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deal (workspace_id, id),
  FOREIGN KEY (workspace_id, asked_by) REFERENCES member (workspace_id, id)
);
CREATE INDEX contribution_link_deal ON contribution_link (workspace_id, deal_id);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['connection','stage','currency_rate','account','contact','product','playbook_version','deal','deal_contact','answer','contribution_link'] LOOP
    CALL secure_table(t);
  END LOOP;
END $$;
CALL classify('connection', '', 'name config secret_sealed previous_secret_sealed');
CALL classify('stage', '', 'label');
CALL classify('currency_rate', '', '');
CALL classify('account', 'name website parent_name', 'industry employees revenue country territory language load_points fields');
CALL classify('contact', 'name email phone title role', '');
CALL classify('product', '', 'name family list_price_minor');
CALL classify('playbook_version', '', 'title document source');
CALL classify('deal', 'name', 'stage_label amount_minor annual_minor fields closed_dirty_reason products probability');
CALL classify('deal_contact', '', 'role');
CALL classify('answer', 'value person evidence', 'reason source_label');
CALL classify('contribution_link', 'asked_name asked_email note', 'token_hash');
