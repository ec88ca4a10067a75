-- The last work that was asked for to take a file in: what was asked for before it comes too late.
ALTER TABLE intake ADD COLUMN job_id uuid;
