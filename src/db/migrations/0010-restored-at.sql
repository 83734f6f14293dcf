-- Since when this database goes on from a backup: what stems from an earlier moment may have been mailed already, and
-- is not mailed by itself again.
ALTER TABLE workspace ADD COLUMN restored_at timestamptz(3);
COMMENT ON COLUMN workspace.restored_at IS 'none';
-- When the thing happened that a job stems from, where that was before the job was written.
ALTER TABLE outbox ADD COLUMN arose_at timestamptz(3);
COMMENT ON COLUMN outbox.arose_at IS 'none';
