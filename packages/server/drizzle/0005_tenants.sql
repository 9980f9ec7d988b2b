ALTER TABLE "tenants" ADD COLUMN "deletion_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "deletion_asked_by" text;--> statement-breakpoint
-- The trial is a matter of billing, which keeps it already.
ALTER TABLE "provisionings" DROP COLUMN "trial_ends_at";--> statement-breakpoint
ALTER TABLE "provisionings" DROP COLUMN "trial_ended_at";--> statement-breakpoint
-- Requests may not delete most rows. A tenant whose time has come goes by one function, which reaches that tenant alone, and
-- only while it runs: the setting is its own, so that no other function of this owner reaches further by it.
-- A table that a later migration makes needs this policy too; a test holds that none is forgotten.
DO $$
DECLARE name text;
BEGIN
	FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
		AND NOT relispartition AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant_id')
	LOOP
		EXECUTE format('CREATE POLICY "deletion" ON %I AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting(''app.deleted_tenant'', true), ''''))', name);
	END LOOP;
END $$;--> statement-breakpoint
CREATE POLICY "lookup" ON "tenants" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "tenants_to_delete"("moment" timestamptz) RETURNS TABLE ("tenant_id" text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT tenants.tenant_id FROM tenants WHERE deletion_due_at <= moment ORDER BY 1 $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "tenants_to_delete"(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "tenants_to_delete"(timestamptz) TO "pw_auth";--> statement-breakpoint
-- Whoever was let in just before may still write, so the emptied tenant stays for an hour and is emptied again.
CREATE FUNCTION "delete_tenant"("moment" timestamptz) RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
	own text := nullif(current_setting('app.tenant_id', true), '');
	due timestamptz;
	sealed text;
	name text;
BEGIN
	PERFORM set_config('app.deleted_tenant', own, true);
	SELECT deletion_due_at, root INTO due, sealed FROM tenants WHERE tenant_id = own FOR UPDATE;
	IF due IS NULL OR due > moment THEN
		PERFORM set_config('app.deleted_tenant', '', true);
		RETURN 'not-due';
	END IF;
	FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
		AND NOT relispartition AND relname <> 'tenants'
		AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = pg_class.oid AND attname = 'tenant_id')
	LOOP
		EXECUTE format('DELETE FROM %I WHERE tenant_id = $1', name) USING own;
	END LOOP;
	IF due + interval '1 hour' <= moment THEN
		DELETE FROM tenants WHERE tenant_id = own;
	ELSE
		UPDATE tenants SET name = '', root = '', deletion_asked_by = NULL WHERE tenant_id = own;
	END IF;
	PERFORM set_config('app.deleted_tenant', '', true);
	RETURN CASE WHEN sealed = '' THEN 'empty' ELSE 'emptied' END;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "delete_tenant"(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "delete_tenant"(timestamptz) TO "pw_app";
