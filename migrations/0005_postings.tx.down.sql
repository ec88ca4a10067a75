DROP TABLE posting_attempt, posting;
