-- A webhook that goes on with the deals of an earlier import is that import's connection; by this name the file still
-- finds it.
ALTER TABLE connection ADD COLUMN continues text;
COMMENT ON COLUMN connection.continues IS 'internal';
CREATE UNIQUE INDEX connection_continues ON connection (workspace_id, continues) WHERE continues IS NOT NULL AND status <> 'removed';
