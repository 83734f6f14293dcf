-- The handoff, its steps and clocks. The database refuses illegal states and illegal changes by itself.

CREATE TABLE handoff (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^hnd_[0-9a-z]{26}$'),
  deal_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  -- 1 for the first time this deal is handed off; a reopened and re-won deal resumes the same cycle.
  cycle integer NOT NULL DEFAULT 1 CHECK (cycle > 0),
  playbook_version_id text COLLATE "C" NOT NULL,
  tier text COLLATE "C" NOT NULL,
  tier_reason text NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('preparing', 'open', 'submitted', 'returned', 'accepted', 'confirmed', 'cancelled')),
  held_at timestamptz(3),
  hold_reason text,
  ae_id text COLLATE "C",
  csm_id text COLLATE "C",
  -- Why this CSM: reasons, runners-up, marks. NULL until one is named.
  routing jsonb,
  won_at timestamptz(3),
  signed_at timestamptz(3),
  csm_assigned_at timestamptz(3),
  brief_complete_at timestamptz(3),
  submitted_at timestamptz(3),
  accepted_at timestamptz(3),
  internal_meeting_held_at timestamptz(3),
  first_touch_at timestamptz(3),
  introduced_at timestamptz(3),
  kickoff_held_at timestamptz(3),
  first_value_at timestamptz(3),
  onboarded_at timestamptz(3),
  confirmed_at timestamptz(3),
  accepted_with_gaps boolean NOT NULL DEFAULT false,
  returned_count integer NOT NULL DEFAULT 0,
  closed_dirty boolean NOT NULL DEFAULT false,
  is_history boolean NOT NULL DEFAULT false,
  -- Whole per cent, kept in step by every verb that changes an answer.
  completeness integer NOT NULL DEFAULT 0 CHECK (completeness BETWEEN 0 AND 100),
  quality integer CHECK (quality BETWEEN 0 AND 100),
  missing_count integer NOT NULL DEFAULT 0,
  annual_minor bigint,
  -- The earliest due time among its open steps; NULL when nothing is owed.
  next_due_at timestamptz(3),
  opened_at timestamptz(3) NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, deal_id, cycle),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deal (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id),
  FOREIGN KEY (workspace_id, playbook_version_id) REFERENCES playbook_version (workspace_id, id),
  FOREIGN KEY (workspace_id, ae_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, csm_id) REFERENCES member (workspace_id, id),
  CHECK (status NOT IN ('open', 'submitted', 'returned', 'accepted', 'confirmed') OR won_at IS NOT NULL OR signed_at IS NOT NULL),
  CHECK (status NOT IN ('submitted', 'returned', 'accepted', 'confirmed') OR submitted_at IS NOT NULL),
  CHECK (status NOT IN ('accepted', 'confirmed') OR accepted_at IS NOT NULL),
  CHECK (status <> 'confirmed' OR confirmed_at IS NOT NULL),
  CHECK ((held_at IS NULL) = (hold_reason IS NULL)),
  CHECK ((csm_id IS NULL) = (routing IS NULL)),
  CHECK (csm_id IS NULL OR csm_assigned_at IS NOT NULL)
);
-- One live handoff per deal, whatever the cycle.
CREATE UNIQUE INDEX handoff_one_live ON handoff (workspace_id, deal_id) WHERE status <> 'cancelled';
CREATE INDEX handoff_opened ON handoff (workspace_id, opened_at, id);
CREATE INDEX handoff_status_opened ON handoff (workspace_id, status, opened_at, id);
CREATE INDEX handoff_status_tier_opened ON handoff (workspace_id, status, tier, opened_at, id);
CREATE INDEX handoff_tier_opened ON handoff (workspace_id, tier, opened_at, id);
CREATE INDEX handoff_ae_opened ON handoff (workspace_id, ae_id, opened_at, id);
CREATE INDEX handoff_csm_opened ON handoff (workspace_id, csm_id, opened_at, id);
CREATE INDEX handoff_due ON handoff (workspace_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX handoff_status_due ON handoff (workspace_id, status, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX handoff_tier_due ON handoff (workspace_id, tier, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX handoff_ae_due ON handoff (workspace_id, ae_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX handoff_csm_due ON handoff (workspace_id, csm_id, next_due_at, id) WHERE next_due_at IS NOT NULL;
CREATE INDEX handoff_account ON handoff (workspace_id, account_id, opened_at, id);

-- Legal changes of status; kept equal to core/handoff by a test.
CREATE FUNCTION handoff_status_change_is_legal(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT before = after OR (before, after) IN (
    ('preparing', 'open'), ('preparing', 'cancelled'),
    ('open', 'submitted'), ('open', 'cancelled'),
    ('submitted', 'accepted'), ('submitted', 'returned'), ('submitted', 'cancelled'),
    ('returned', 'submitted'), ('returned', 'cancelled'),
    ('accepted', 'confirmed'), ('accepted', 'cancelled'))
$$;
CREATE FUNCTION guard_handoff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status NOT IN ('preparing', 'open') AND NOT NEW.is_history THEN
      RAISE EXCEPTION 'a handoff begins preparing or open, not %', NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'handoff_begin';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
    RAISE EXCEPTION 'version of handoff must go from % to %', OLD.version, OLD.version + 1 USING ERRCODE = 'check_violation', CONSTRAINT = 'handoff_version';
  END IF;
  IF NOT handoff_status_change_is_legal(OLD.status, NEW.status) THEN
    RAISE EXCEPTION 'a handoff cannot go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation', CONSTRAINT = 'handoff_transition';
  END IF;
  IF (OLD.deal_id, OLD.cycle, OLD.playbook_version_id) IS DISTINCT FROM (NEW.deal_id, NEW.cycle, NEW.playbook_version_id) THEN
    RAISE EXCEPTION 'deal, cycle and playbook version of a handoff never change' USING ERRCODE = 'check_violation', CONSTRAINT = 'handoff_pinned';
  END IF;
  IF (OLD.won_at IS NOT NULL AND NEW.won_at IS NULL) OR (OLD.signed_at IS NOT NULL AND NEW.signed_at IS NULL)
     OR (OLD.csm_assigned_at IS NOT NULL AND NEW.csm_assigned_at IS NULL) OR (OLD.brief_complete_at IS NOT NULL AND NEW.brief_complete_at IS NULL)
     OR (OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NULL) OR (OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS NULL)
     OR (OLD.internal_meeting_held_at IS NOT NULL AND NEW.internal_meeting_held_at IS NULL) OR (OLD.first_touch_at IS NOT NULL AND NEW.first_touch_at IS NULL)
     OR (OLD.introduced_at IS NOT NULL AND NEW.introduced_at IS NULL) OR (OLD.kickoff_held_at IS NOT NULL AND NEW.kickoff_held_at IS NULL)
     OR (OLD.first_value_at IS NOT NULL AND NEW.first_value_at IS NULL) OR (OLD.onboarded_at IS NOT NULL AND NEW.onboarded_at IS NULL)
     OR (OLD.confirmed_at IS NOT NULL AND NEW.confirmed_at IS NULL) THEN
    RAISE EXCEPTION 'a recorded fact is never lost' USING ERRCODE = 'check_violation', CONSTRAINT = 'handoff_facts_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER handoff_guard BEFORE INSERT OR UPDATE ON handoff FOR EACH ROW EXECUTE FUNCTION guard_handoff();

-- A task of the process with exactly one owner. The due time is kept with all it was computed from.
CREATE TABLE step (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^stp_[0-9a-z]{26}$'),
  handoff_id text COLLATE "C" NOT NULL,
  template_id text COLLATE "C" NOT NULL,
  round integer NOT NULL DEFAULT 1 CHECK (round > 0),
  position integer NOT NULL,
  title text NOT NULL,
  owner_role text COLLATE "C" NOT NULL,
  owner_id text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL CHECK (status IN ('waiting', 'open', 'done', 'skipped', 'cancelled', 'imported')),
  -- NULL until its anchor happens.
  anchor_at timestamptz(3),
  duration jsonb NOT NULL,
  calendar_id text COLLATE "C",
  -- Nothing falls due before floor_at, which was set at floor_from (an earlier signature became known).
  floor_at timestamptz(3),
  floor_from timestamptz(3),
  -- Escalation moments up to here have been acted on.
  fired_until timestamptz(3),
  pauses jsonb NOT NULL DEFAULT '[]',
  due_at timestamptz(3),
  at_risk_at timestamptz(3),
  ended_at timestamptz(3),
  ended_by text COLLATE "C",
  end_reason text,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, handoff_id, template_id, round),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id),
  FOREIGN KEY (workspace_id, owner_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, calendar_id) REFERENCES calendar (workspace_id, id),
  CHECK ((anchor_at IS NULL) = (due_at IS NULL)),
  CHECK (status <> 'open' OR due_at IS NOT NULL),
  CHECK ((status IN ('done', 'skipped', 'cancelled', 'imported')) = (ended_at IS NOT NULL)),
  CHECK (status <> 'skipped' OR end_reason IS NOT NULL)
);
CREATE INDEX step_owner_due ON step (workspace_id, owner_id, due_at, id) WHERE status = 'open';
CREATE INDEX step_open_due ON step (workspace_id, due_at, id) WHERE status = 'open';
CREATE FUNCTION guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version IS DISTINCT FROM OLD.version + 1 THEN
    RAISE EXCEPTION 'version of step must go from % to %', OLD.version, OLD.version + 1 USING ERRCODE = 'check_violation', CONSTRAINT = 'step_version';
  END IF;
  IF OLD.status IN ('done', 'skipped', 'cancelled', 'imported') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'a step that ended as % stays so', OLD.status USING ERRCODE = 'check_violation', CONSTRAINT = 'step_transition';
  END IF;
  IF OLD.status = 'open' AND NEW.status = 'waiting' THEN
    RAISE EXCEPTION 'an open step does not go back to waiting' USING ERRCODE = 'check_violation', CONSTRAINT = 'step_transition';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER step_guard BEFORE UPDATE ON step FOR EACH ROW EXECUTE FUNCTION guard_step();

-- One row per running clock, holding only its next moment.
CREATE TABLE timer (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^tmr_[0-9a-z]{26}$'),
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('step', 'digest', 'proposal')),
  handoff_id text COLLATE "C",
  step_id text COLLATE "C",
  member_id text COLLATE "C",
  -- The escalation rung that fires at due_at.
  rung text COLLATE "C",
  due_at timestamptz(3) NOT NULL,
  done_at timestamptz(3),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, step_id) REFERENCES step (workspace_id, id),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id),
  CHECK (done_at IS NULL OR done_at >= due_at)
);
CREATE INDEX timer_due ON timer (due_at, workspace_id, id) WHERE done_at IS NULL;
CREATE UNIQUE INDEX timer_one_per_step ON timer (workspace_id, step_id) WHERE done_at IS NULL AND step_id IS NOT NULL;
CREATE UNIQUE INDEX timer_one_digest ON timer (workspace_id, member_id) WHERE done_at IS NULL AND kind = 'digest';
CREATE UNIQUE INDEX timer_fired_once ON timer (workspace_id, step_id, rung, due_at) WHERE step_id IS NOT NULL;

CREATE TABLE verdict (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^vrd_[0-9a-z]{26}$'),
  handoff_id text COLLATE "C" NOT NULL,
  round integer NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('accepted', 'accepted_with_gaps', 'returned')),
  note text,
  given_by text COLLATE "C" NOT NULL,
  given_at timestamptz(3) NOT NULL,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, handoff_id, round),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id),
  FOREIGN KEY (workspace_id, given_by) REFERENCES member (workspace_id, id)
);

-- CS to AE, tied to a requirement: a gap named with a verdict, or asked at any time.
CREATE TABLE question (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^qst_[0-9a-z]{26}$'),
  handoff_id text COLLATE "C" NOT NULL,
  verdict_id text COLLATE "C",
  requirement_id text COLLATE "C" NOT NULL,
  text text NOT NULL CHECK (length(text) BETWEEN 1 AND 4000),
  asked_by text COLLATE "C" NOT NULL,
  asked_at timestamptz(3) NOT NULL,
  answer text,
  answered_by text COLLATE "C",
  answered_at timestamptz(3),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id),
  FOREIGN KEY (workspace_id, verdict_id) REFERENCES verdict (workspace_id, id),
  FOREIGN KEY (workspace_id, asked_by) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, answered_by) REFERENCES member (workspace_id, id)
);
CREATE INDEX question_handoff ON question (workspace_id, handoff_id, asked_at);
CREATE TRIGGER question_version BEFORE UPDATE ON question FOR EACH ROW EXECUTE FUNCTION guard_version();

-- Late steps of one handoff are one escalation, raised level by level and closed with a cause.
CREATE TABLE escalation (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^esc_[0-9a-z]{26}$'),
  handoff_id text COLLATE "C" NOT NULL,
  step_ids text[] NOT NULL,
  rung text COLLATE "C" NOT NULL,
  raised_to text COLLATE "C" NOT NULL,
  opened_at timestamptz(3) NOT NULL,
  raised_at timestamptz(3) NOT NULL,
  closed_at timestamptz(3),
  cause text,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, handoff_id) REFERENCES handoff (workspace_id, id),
  FOREIGN KEY (workspace_id, raised_to) REFERENCES member (workspace_id, id),
  CHECK (closed_at IS NULL OR cause IS NOT NULL)
);
CREATE UNIQUE INDEX escalation_one_open ON escalation (workspace_id, handoff_id) WHERE closed_at IS NULL;
CREATE INDEX escalation_open ON escalation (workspace_id, opened_at, id) WHERE closed_at IS NULL;
CREATE INDEX escalation_raised ON escalation (workspace_id, raised_to, raised_at, id) WHERE closed_at IS NULL;
CREATE TRIGGER escalation_version BEFORE UPDATE ON escalation FOR EACH ROW EXECUTE FUNCTION guard_version();

-- What search looks through, one row per deal, rewritten by a job after a change.
CREATE TABLE search_document (
  workspace_id text COLLATE "C" NOT NULL,
  deal_id text COLLATE "C" NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (workspace_id, deal_id),
  FOREIGN KEY (workspace_id, deal_id) REFERENCES deal (workspace_id, id)
);
CREATE INDEX search_document_body ON search_document USING gin (body gin_trgm_ops);
-- ILIKE is not leakproof, so under row-level security it would scan. The owner searches, inside the workspace of the setting only.
CREATE FUNCTION search_deals(phrase text, most integer) RETURNS TABLE (deal_id text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT s.deal_id FROM public.search_document s
  WHERE s.workspace_id = nullif(current_setting('app.workspace_id', true), '')
    AND s.body ILIKE '%' || replace(replace(replace(phrase, '\', '\\'), '%', '\%'), '_', '\_') || '%'
  LIMIT least(most, 500)
$$;
REVOKE ALL ON FUNCTION search_deals(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_deals(text, integer) TO :app;

-- Points of capacity in a CSM's care. Verbs only add deltas, so that two handoffs to one CSM never wait for each
-- other; a job folds them into the sum.
CREATE TABLE member_load (
  workspace_id text COLLATE "C" NOT NULL,
  member_id text COLLATE "C" NOT NULL,
  points bigint NOT NULL,
  PRIMARY KEY (workspace_id, member_id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id)
);
CREATE TABLE load_delta (
  workspace_id text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL CHECK (id ~ '^lod_[0-9a-z]{26}$'),
  member_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  points integer NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES member (workspace_id, id),
  FOREIGN KEY (workspace_id, account_id) REFERENCES account (workspace_id, id)
);

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['member_load','load_delta','handoff','step','timer','verdict','question','escalation','search_document'] LOOP
    CALL secure_table(t);
  END LOOP;
END $$;
GRANT SELECT (workspace_id, id, due_at, done_at) ON timer TO :timer;
CREATE POLICY timer ON timer FOR SELECT TO :timer USING (true);
CALL classify('handoff', '', 'tier_reason hold_reason routing annual_minor completeness quality');
CALL classify('step', '', 'title end_reason pauses');
CALL classify('timer', '', '');
CALL classify('verdict', 'note', '');
CALL classify('question', 'text answer', '');
CALL classify('escalation', '', 'cause');
CALL classify('search_document', 'body', '');
CALL classify('member_load', '', 'points');
CALL classify('load_delta', '', 'points');
