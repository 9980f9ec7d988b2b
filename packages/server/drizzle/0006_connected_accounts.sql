CREATE TABLE "connected_accounts" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"ready" boolean NOT NULL,
	"submitted" boolean NOT NULL,
	"due" text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "connected_accounts_key" PRIMARY KEY("tenant_id","environment")
);
--> statement-breakpoint
ALTER TABLE "connected_accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "connected_accounts_account" ON "connected_accounts" USING btree ("account");--> statement-breakpoint
CREATE POLICY "scope" ON "connected_accounts" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "connected_accounts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "connected_accounts" TO "pw_app";--> statement-breakpoint
CREATE POLICY "deletion" ON "connected_accounts" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.deleted_tenant', true), ''));--> statement-breakpoint
-- Stripe tells of an account before it is known whose it is.
CREATE POLICY "lookup" ON "connected_accounts" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "scope_of_connected_account"("wanted" text) RETURNS TABLE ("tenant_id" text, "environment" text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT found.tenant_id, found.environment FROM connected_accounts found WHERE found.account = wanted $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "scope_of_connected_account"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "scope_of_connected_account"(text) TO "pw_auth";
