-- Runs in the restoring transaction, after all rows are in place.

-- A mail that was waiting when the backup was made may have gone out since: it is kept for people to see, and never sent
-- by itself.
UPDATE outbox SET status = 'held', ended_at = app_now() WHERE status = 'pending' AND job = 'send-mail';
UPDATE mail SET status = 'held', version = version + 1 WHERE status = 'queued';

-- Clocks, digests, jobs and events of before go on, so that nothing is lost, and what they would mail is held too.
UPDATE workspace SET restored_at = app_now(), version = version + 1;

-- Sign-ins and links revoked since the backup would come back to life: everybody signs in again.
UPDATE session SET revoked_at = app_now() WHERE revoked_at IS NULL;
UPDATE sign_in_link SET used_at = app_now() WHERE used_at IS NULL;
