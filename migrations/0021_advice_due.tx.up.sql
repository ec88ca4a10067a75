-- The clock looks for advice that nobody decided in time.
CREATE INDEX recommendation_due ON recommendation (expires_at, id) WHERE state = 'PROPOSED';
