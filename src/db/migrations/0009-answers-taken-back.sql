-- An answer that was taken back keeps its row and its version, so that a form opened before does not overwrite the next one.
ALTER TABLE answer DROP CONSTRAINT answer_state_check;
ALTER TABLE answer ADD CONSTRAINT answer_state_check CHECK (state IN ('given', 'none', 'not_applicable', 'waived', 'unknown', 'cleared'));
