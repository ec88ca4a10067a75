DROP TABLE world, exchange_rate, supplier, policy_version, policy, duty_rule, role_grant, role, person, entity;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT, INSERT, UPDATE, DELETE ON TABLES FROM countersign_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE USAGE, SELECT ON SEQUENCES FROM countersign_app;
REVOKE USAGE ON SCHEMA public FROM countersign_app;
DROP EXTENSION btree_gist;
