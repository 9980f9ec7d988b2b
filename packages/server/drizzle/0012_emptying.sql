CREATE TABLE "emptyings" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"emptied_at" timestamp with time zone NOT NULL,
	CONSTRAINT "emptyings_tenant_id_environment_pk" PRIMARY KEY("tenant_id","environment")
);
--> statement-breakpoint
ALTER TABLE "emptyings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "scope" ON "emptyings" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "emptyings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT ON "emptyings" TO "pw_app";--> statement-breakpoint
CREATE POLICY "deletion" ON "emptyings" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.deleted_tenant', true), ''));--> statement-breakpoint
-- What serves may delete little, and nothing of the log; this deletes all that a tenant's test environment was used for. Requests
-- that run keep their keys, the one that asks for this among them.
CREATE FUNCTION "empty_test_environment"("moment" timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
	own text := nullif(current_setting('app.tenant_id', true), '');
	kept text[] := ARRAY['api_keys', 'audit_log', 'connected_accounts', 'emptyings', 'idempotency_keys', 'provider_keys', 'tenant_billing', 'webhook_endpoints'];
	total bigint := 0;
	deleted bigint;
	name text;
BEGIN
	IF own IS NULL OR nullif(current_setting('app.environment', true), '') IS DISTINCT FROM 'test' THEN
		RAISE EXCEPTION 'only a test environment can be emptied';
	END IF;
	PERFORM set_config('app.deleted_tenant', own, true);
	FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
		AND NOT relispartition AND relname <> ALL (kept)
		AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant_id')
		AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'environment')
		ORDER BY relname
	LOOP
		EXECUTE format('DELETE FROM %I WHERE tenant_id = $1 AND environment = $2', name) USING own, 'test';
		GET DIAGNOSTICS deleted = ROW_COUNT;
		total := total + deleted;
	END LOOP;
	DELETE FROM idempotency_keys WHERE tenant_id = own AND environment = 'test' AND status IS NOT NULL;
	INSERT INTO emptyings (tenant_id, environment, emptied_at) VALUES (own, 'test', moment)
		ON CONFLICT (tenant_id, environment) DO UPDATE SET emptied_at = greatest(emptyings.emptied_at, excluded.emptied_at);
	PERFORM set_config('app.deleted_tenant', '', true);
	RETURN total;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "empty_test_environment"(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "empty_test_environment"(timestamptz) TO "pw_app";
