CREATE TABLE "provider_calls" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"month" text NOT NULL,
	"provider" text NOT NULL,
	"calls" bigint NOT NULL,
	CONSTRAINT "provider_calls_key" PRIMARY KEY("tenant_id","environment","month","provider")
);
--> statement-breakpoint
ALTER TABLE "provider_calls" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "scope" ON "provider_calls" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "provider_calls" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "provider_calls" TO "pw_app";--> statement-breakpoint
CREATE POLICY "deletion" ON "provider_calls" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.deleted_tenant', true), ''));
