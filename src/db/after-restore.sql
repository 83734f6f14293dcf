-- Runs in the restoring transaction, after all rows are in place.

-- A message that was waiting when the backup was made, or had not been written yet, may have gone out since: it is kept
-- for people to see, and never sent by itself.
UPDATE outbox SET status = 'held', ended_at = app_now()
WHERE status = 'pending' AND job IN ('send-mail', 'announce-handoff');
UPDATE mail SET status = 'held', version = version + 1 WHERE status = 'queued';

-- Sign-ins and links revoked since the backup would come back to life: everybody signs in again.
UPDATE session SET revoked_at = app_now() WHERE revoked_at IS NULL;
UPDATE sign_in_link SET used_at = app_now() WHERE used_at IS NULL;
