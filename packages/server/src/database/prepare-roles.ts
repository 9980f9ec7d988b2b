/**
 * Makes the three roles, where they do not exist: `pw_migrate` owns the tables, `pw_app` owns nothing and serves
 * requests, `pw_auth` may only look up who is asking. Roles belong to the whole cluster, so another database may have
 * made them already, or be making them now.
 */
export const PREPARE_ROLES = `
  DO $$
  DECLARE name text;
  BEGIN
    FOREACH name IN ARRAY ARRAY['pw_migrate', 'pw_app', 'pw_auth'] LOOP
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END;
      IF NOT pg_has_role(current_user, name, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO %I', name, current_user);
      END IF;
    END LOOP;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO pw_migrate', current_database());
    GRANT USAGE, CREATE ON SCHEMA public TO pw_migrate;
    GRANT USAGE ON SCHEMA public TO pw_app, pw_auth;
  END $$`;
