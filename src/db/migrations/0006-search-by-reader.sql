-- A search looks only at what its reader may see, so that one word many customers share still finds the reader's own.
-- `readers` names whoever sees the deal through it, and the workspace for those who see all. The list still asks who may
-- see a row: this is where to look, not who is allowed.
ALTER TABLE search_document ADD COLUMN readers text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN search_document.readers IS 'none';
UPDATE search_document s SET readers = array_remove(ARRAY[d.workspace_id, d.owner_id, h.ae_id, h.csm_id], NULL)
  FROM deal d LEFT JOIN handoff h ON h.workspace_id = d.workspace_id AND h.deal_id = d.id AND h.status <> 'cancelled'
  WHERE d.workspace_id = s.workspace_id AND d.id = s.deal_id;
ALTER TABLE search_document ALTER COLUMN readers DROP DEFAULT;

DROP INDEX search_document_body;
CREATE INDEX search_document_found ON search_document USING gin (readers, body gin_trgm_ops);
DROP FUNCTION search_deals(text, integer);
CREATE FUNCTION search_deals(phrase text, people text[], most integer) RETURNS TABLE (deal_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.deal_id FROM public.search_document s
  WHERE s.workspace_id = nullif(current_setting('app.workspace_id', true), '')
    AND s.readers && coalesce(people, ARRAY[nullif(current_setting('app.workspace_id', true), '')])
    AND s.body ILIKE '%' || replace(replace(replace(phrase, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  LIMIT least(most, 500)
$$;
REVOKE ALL ON FUNCTION search_deals(text, text[], integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_deals(text, text[], integer) TO :app;

-- Deals are listed by id, which is by time: so a CSM's are found in order through the handoffs that make them theirs.
CREATE INDEX deal_owner_newest ON deal (workspace_id, owner_id, id);
CREATE INDEX deal_stage_newest ON deal (workspace_id, stage_kind, id);
CREATE INDEX deal_owner_stage_newest ON deal (workspace_id, owner_id, stage_kind, id);
CREATE INDEX deal_account_newest ON deal (workspace_id, account_id, id);
CREATE INDEX handoff_csm_deal ON handoff (workspace_id, csm_id, deal_id) WHERE status <> 'cancelled';
DROP INDEX deal_recent, deal_owner, deal_stage, deal_owner_stage, deal_account;
