-- The last delivery that a connection refused, and how many there were since one was accepted. One row, never a body:
-- whoever knows an address may send to it, and must not be able to fill a disk.
CREATE TABLE connection_refusal (
  workspace_id text COLLATE "C" NOT NULL,
  connection_id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL CHECK (length(code) BETWEEN 1 AND 40),
  sentence text NOT NULL CHECK (length(sentence) BETWEEN 1 AND 1000),
  refused_at timestamptz(3) NOT NULL,
  -- Counting stops at the limit.
  refusals integer NOT NULL CHECK (refusals BETWEEN 1 AND 10000),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, connection_id),
  FOREIGN KEY (workspace_id, connection_id) REFERENCES connection (workspace_id, id)
);
CREATE TRIGGER connection_refusal_version BEFORE UPDATE ON connection_refusal FOR EACH ROW EXECUTE FUNCTION guard_version();
CALL secure_table('connection_refusal');
CALL classify('connection_refusal', '', 'code sentence');
