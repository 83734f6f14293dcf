-- A tier that a person chose is not reconsidered when the deal changes before it is won.
ALTER TABLE handoff ADD COLUMN tier_by_hand boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN handoff.tier_by_hand IS 'none';
