DROP INDEX job_open_of;
DROP INDEX task_open_candidates;
DROP TABLE leaver;
