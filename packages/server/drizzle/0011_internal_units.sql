CREATE TABLE "internal_units" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"reason" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	CONSTRAINT "internal_units_key" PRIMARY KEY("tenant_id","environment","unit_id","unit_kind")
);
--> statement-breakpoint
ALTER TABLE "internal_units" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "scope" ON "internal_units" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "internal_units" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "internal_units" TO "pw_app";--> statement-breakpoint
CREATE POLICY "deletion" ON "internal_units" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.deleted_tenant', true), ''));--> statement-breakpoint
-- The log says which unit was listed, until the unit is erased; what serves may write to the log and change nothing of it.
CREATE FUNCTION "erase_audited_unit"("erased_kind" text, "erased" text, "pseudonym" text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
AS $$
	UPDATE audit_log SET target = 'unit/' || erased_kind || '/' || pseudonym WHERE target = 'unit/' || erased_kind || '/' || erased;
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "erase_audited_unit"(text, text, text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "erase_audited_unit"(text, text, text) TO "pw_app";
