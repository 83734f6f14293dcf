-- What comes in, what goes out, what happened, and what must not happen twice.

-- Raw events, stored before they are acknowledged.
CREATE TABLE inbox (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^evt_[0-9a-z]{26}$'),
  connection_id text COLLATE "C" NOT NULL,
  event_id text COLLATE "C" NOT NULL CHECK (length(event_id) BETWEEN 1 AND 255),
  body bytea,
  body_hash bytea NOT NULL CHECK (octet_length(body_hash) = 32),
  received_at timestamptz(3) NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'parked')),
  -- What came of it, in a sentence; for parked ones, what is wrong and what to do.
  outcome text,
  deal_id text COLLATE "C",
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamptz(3) NOT NULL,
  lease_epoch bigint NOT NULL DEFAULT 0,
  ended_at timestamptz(3),
  -- Deliveries of this event id with another body.
  conflicts integer NOT NULL DEFAULT 0,
  request_id text COLLATE "C",
  -- What a parked event waits for, as whoever supplies it looks it up: a stage to be mapped.
  waits_for text COLLATE "C",
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, connection_id, event_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id)
);
CREATE INDEX inbox_pending ON inbox (due_at, workspace_id, id) WHERE status = 'pending';
CREATE INDEX inbox_recent ON inbox (workspace_id, connection_id, received_at, id);
CREATE INDEX inbox_status_recent ON inbox (workspace_id, connection_id, status, received_at, id);
CREATE INDEX inbox_waiting ON inbox (workspace_id, connection_id, waits_for) WHERE waits_for IS NOT NULL;
CREATE INDEX inbox_ended ON inbox (workspace_id, ended_at) WHERE status = 'done' AND body IS NOT NULL;

-- Jobs. due_at doubles as the lease: a claim moves it into the future and raises the epoch.
CREATE TABLE outbox (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^job_[0-9a-z]{26}$'),
  job text COLLATE "C" NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  status text COLLATE "C" NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'parked', 'held')),
  due_at timestamptz(3) NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  lease_epoch bigint NOT NULL DEFAULT 0,
  error text,
  ended_at timestamptz(3),
  request_id text COLLATE "C",
  cause_id text COLLATE "C",
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX outbox_pending ON outbox (due_at, workspace_id, id) WHERE status = 'pending';
CREATE INDEX outbox_ended ON outbox (workspace_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_parked ON outbox (workspace_id, created_at, id) WHERE status = 'parked';

CREATE TABLE audit (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^aud_[0-9a-z]{26}$'),
  at timestamptz(3) NOT NULL,
  action text COLLATE "C" NOT NULL,
  actor_kind text COLLATE "C" NOT NULL CHECK (actor_kind IN ('member', 'api_key', 'contributor', 'connection', 'system')),
  actor_id text COLLATE "C",
  noun text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  deal_id text COLLATE "C",
  -- Salted digest of the payload, so that the payload can be erased and the chain still verifies.
  payload_digest bytea NOT NULL CHECK (octet_length(payload_digest) = 32),
  seal_number bigint,
  request_id text COLLATE "C",
  cause_id text COLLATE "C",
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX audit_deal ON audit (workspace_id, deal_id, at, id) WHERE deal_id IS NOT NULL;
CREATE INDEX audit_unsealed ON audit (workspace_id, at, id) WHERE seal_number IS NULL;
CREATE INDEX audit_by_seal ON audit (workspace_id, seal_number, at, id) WHERE seal_number IS NOT NULL;

CREATE TABLE audit_payload (
  workspace_id text COLLATE "C" NOT NULL,
  audit_id text COLLATE "C" NOT NULL,
  salt bytea NOT NULL,
  payload jsonb NOT NULL,
  PRIMARY KEY (workspace_id, audit_id),
  FOREIGN KEY (workspace_id, audit_id) REFERENCES audit (workspace_id, id)
);

-- The chain: each seal covers its entries and the seal before it.
CREATE TABLE audit_seal (
  workspace_id text COLLATE "C" NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  at timestamptz(3) NOT NULL,
  entries integer NOT NULL CHECK (entries > 0),
  previous_digest bytea NOT NULL,
  digest bytea NOT NULL,
  PRIMARY KEY (workspace_id, number)
);

-- The latest seal, under the master key: whoever cuts the end off the chain cannot write this anew.
CREATE TABLE audit_head (
  workspace_id text COLLATE "C" NOT NULL PRIMARY KEY,
  number bigint NOT NULL CHECK (number > 0),
  head_sealed text NOT NULL
);

-- An audit entry is written once; only its seal number may be filled in, once.
CREATE FUNCTION guard_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.seal_number IS NOT NULL
     OR (NEW.id, NEW.at, NEW.action, NEW.actor_kind, NEW.actor_id, NEW.noun, NEW.record_id, NEW.deal_id, NEW.payload_digest, NEW.request_id, NEW.cause_id)
        IS DISTINCT FROM (OLD.id, OLD.at, OLD.action, OLD.actor_kind, OLD.actor_id, OLD.noun, OLD.record_id, OLD.deal_id, OLD.payload_digest, OLD.request_id, OLD.cause_id) THEN
    RAISE EXCEPTION 'an audit entry never changes' USING ERRCODE = 'check_violation', CONSTRAINT = 'audit_immutable';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_guard BEFORE UPDATE ON audit FOR EACH ROW EXECUTE FUNCTION guard_audit();

CREATE TABLE idempotency_key (
  workspace_id text COLLATE "C" NOT NULL,
  principal text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_hash bytea NOT NULL,
  response jsonb,
  created_at timestamptz(3) NOT NULL,
  PRIMARY KEY (workspace_id, principal, operation, key)
);
CREATE INDEX idempotency_key_created ON idempotency_key (workspace_id, created_at);

CREATE TABLE notification (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^ntf_[0-9a-z]{26}$'),
  member_id text COLLATE "C" NOT NULL,
  event text COLLATE "C" NOT NULL,
  handoff_id text COLLATE "C",
  title text NOT NULL,
  body text NOT NULL,
  path text NOT NULL,
  in_app boolean NOT NULL,
  -- Waiting for the member's next digest.
  digest_pending boolean NOT NULL DEFAULT false,
  created_at timestamptz(3) NOT NULL,
  read_at timestamptz(3),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id)
);
CREATE INDEX notification_member ON notification (workspace_id, member_id, created_at, id) WHERE in_app;
CREATE INDEX notification_unread ON notification (workspace_id, member_id) WHERE in_app AND read_at IS NULL;
CREATE INDEX notification_digest ON notification (workspace_id, member_id, created_at) WHERE digest_pending;

-- Every mail, sent or waiting; without SMTP settings they stay here to be read.
CREATE TABLE mail (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^mal_[0-9a-z]{26}$'),
  member_id text COLLATE "C",
  to_address text NOT NULL,
  subject text NOT NULL,
  text_body text NOT NULL,
  html_body text NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('queued', 'sent', 'failed', 'kept', 'held')),
  error text,
  created_at timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);
CREATE INDEX mail_recent ON mail (workspace_id, created_at, id);
CREATE TRIGGER mail_version BEFORE UPDATE ON mail FOR EACH ROW EXECUTE FUNCTION guard_version();
CREATE INDEX mail_status_recent ON mail (workspace_id, status, created_at, id);
CREATE INDEX mail_member_recent ON mail (workspace_id, member_id, created_at);

-- Hints for live updates: something with this version exists now. Pruned after minutes.
CREATE TABLE change (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^chg_[0-9a-z]{26}$'),
  at timestamptz(3) NOT NULL,
  noun text COLLATE "C" NOT NULL,
  record_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX change_recent ON change (at);

-- Imports: what was uploaded, how it is read, how far it came, and the rows that were set aside.
CREATE TABLE import_mapping (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^map_[0-9a-z]{26}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
  mapping jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, name)
);
CREATE TRIGGER import_mapping_version BEFORE UPDATE ON import_mapping FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE import (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^imp_[0-9a-z]{26}$'),
  connection_id text COLLATE "C",
  status text COLLATE "C" NOT NULL CHECK (status IN ('uploading', 'ready', 'running', 'done', 'failed', 'cancelled')),
  mode text COLLATE "C" NOT NULL DEFAULT 'history' CHECK (mode IN ('history', 'live')),
  shift_dates boolean NOT NULL DEFAULT false,
  mapping jsonb,
  profile jsonb,
  plan jsonb,
  -- Rows read, written, unchanged, set aside; handoffs made; position to resume from.
  progress jsonb NOT NULL DEFAULT '{}',
  error text,
  created_by text COLLATE "C",
  created_at timestamptz(3) NOT NULL,
  started_at timestamptz(3),
  ended_at timestamptz(3),
  lease_epoch bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id),
  FOREIGN KEY (workspace_id, created_by) REFERENCES member (workspace_id, id)
);
CREATE INDEX import_recent ON import (workspace_id, created_at, id);
CREATE TRIGGER import_version BEFORE UPDATE ON import FOR EACH ROW EXECUTE FUNCTION guard_version();

CREATE TABLE import_file (
  workspace_id text COLLATE "C" NOT NULL,
  import_id text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  name text NOT NULL,
  size bigint NOT NULL,
  PRIMARY KEY (workspace_id, import_id, number),
  FOREIGN KEY (workspace_id, import_id) REFERENCES import (workspace_id, id)
);
CREATE TABLE import_chunk (
  workspace_id text COLLATE "C" NOT NULL,
  import_id text COLLATE "C" NOT NULL,
  file_number integer NOT NULL,
  number integer NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace_id, import_id, file_number, number),
  FOREIGN KEY (workspace_id, import_id, file_number) REFERENCES import_file (workspace_id, import_id, number)
);
CREATE TABLE import_problem (
  workspace_id text COLLATE "C" NOT NULL,
  import_id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  file text NOT NULL,
  row_number bigint NOT NULL,
  column_name text,
  code text COLLATE "C" NOT NULL,
  reason text NOT NULL,
  -- The row as it came, so that it can be downloaded, mended and run again.
  cells jsonb NOT NULL,
  PRIMARY KEY (workspace_id, import_id, number),
  FOREIGN KEY (workspace_id, import_id) REFERENCES import (workspace_id, id)
);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['inbox','outbox','audit','audit_payload','audit_seal','audit_head','idempotency_key','notification','mail','change',
    'import_mapping','import','import_file','import_chunk','import_problem'] LOOP
    CALL secure_table(t);
  END LOOP;
END $$;
GRANT SELECT (workspace_id, id, due_at, status) ON inbox TO :timer;
GRANT SELECT (workspace_id, id, due_at, status) ON outbox TO :timer;
GRANT SELECT (workspace_id, id, at, noun, record_id, version) ON change TO :timer;
CREATE POLICY timer ON inbox FOR SELECT TO :timer USING (true);
CREATE POLICY timer ON outbox FOR SELECT TO :timer USING (true);
CREATE POLICY timer ON change FOR SELECT TO :timer USING (true);
REVOKE UPDATE, DELETE ON audit_payload, audit_seal FROM :app;
REVOKE DELETE ON audit, audit_head FROM :app;
CALL classify('inbox', 'body', 'outcome body_hash waits_for');
CALL classify('outbox', 'payload', 'error');
CALL classify('audit', '', 'payload_digest');
CALL classify('audit_payload', 'payload', 'salt');
CALL classify('audit_seal', '', 'previous_digest digest');
CALL classify('audit_head', '', 'head_sealed');
CALL classify('idempotency_key', 'response', 'request_hash');
CALL classify('notification', 'title body', 'path');
CALL classify('mail', 'to_address subject text_body html_body', 'error');
CALL classify('change', '', '');
CALL classify('import_mapping', '', 'name mapping');
CALL classify('import', '', 'mapping profile plan error');
CALL classify('import_file', '', 'name');
CALL classify('import_chunk', 'bytes', '');
CALL classify('import_problem', 'cells', 'file column_name reason');
