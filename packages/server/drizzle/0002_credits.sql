CREATE TABLE "accounts" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"plan" text,
	"catalog_version" integer,
	"created_at" timestamp with time zone NOT NULL,
	"time" timestamp with time zone,
	"quiet_until" timestamp with time zone,
	"transactions" bigint DEFAULT 0 NOT NULL,
	"entries" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "accounts_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "accounts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "charge_documents" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"terms" text NOT NULL,
	"document" jsonb NOT NULL,
	CONSTRAINT "charge_documents_tenant_id_environment_account_id_pk" PRIMARY KEY("tenant_id","environment","account","id")
);
--> statement-breakpoint
ALTER TABLE "charge_documents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "cost_tables" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"version" text NOT NULL,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "cost_tables_tenant_id_environment_id_version_pk" PRIMARY KEY("tenant_id","environment","id","version")
);
--> statement-breakpoint
ALTER TABLE "cost_tables" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credit_charges" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"id" text NOT NULL,
	"open" boolean NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "credit_charges_tenant_id_environment_account_id_pk" PRIMARY KEY("tenant_id","environment","account","id")
);
--> statement-breakpoint
ALTER TABLE "credit_charges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credit_grants" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"id" text NOT NULL,
	"open" boolean NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "credit_grants_tenant_id_environment_account_id_pk" PRIMARY KEY("tenant_id","environment","account","id")
);
--> statement-breakpoint
ALTER TABLE "credit_grants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "credit_holds" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"id" text NOT NULL,
	"open" boolean NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "credit_holds_tenant_id_environment_account_id_pk" PRIMARY KEY("tenant_id","environment","account","id")
);
--> statement-breakpoint
ALTER TABLE "credit_holds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"account" text NOT NULL,
	"sequence" bigint NOT NULL,
	"transaction" bigint NOT NULL,
	"grant_id" text,
	"moved_from" text NOT NULL,
	"moved_to" text NOT NULL,
	"amount" numeric NOT NULL,
	"effective_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"reference" text NOT NULL,
	CONSTRAINT "ledger_entries_tenant_id_environment_account_sequence_pk" PRIMARY KEY("tenant_id","environment","account","sequence")
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "accounts_due" ON "accounts" USING btree ("tenant_id","environment","quiet_until") WHERE quiet_until is not null;--> statement-breakpoint
CREATE INDEX "charge_documents_by_time" ON "charge_documents" USING btree ("tenant_id","environment","at");--> statement-breakpoint
CREATE INDEX "credit_charges_open" ON "credit_charges" USING btree ("tenant_id","environment","account") WHERE open;--> statement-breakpoint
CREATE INDEX "credit_grants_open" ON "credit_grants" USING btree ("tenant_id","environment","account") WHERE open;--> statement-breakpoint
CREATE INDEX "credit_holds_open" ON "credit_holds" USING btree ("tenant_id","environment","account") WHERE open;--> statement-breakpoint
CREATE POLICY "scope" ON "accounts" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "charge_documents" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "cost_tables" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "credit_charges" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "credit_grants" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "credit_holds" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "ledger_entries" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "accounts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "credit_grants" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "credit_holds" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "credit_charges" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "ledger_entries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "charge_documents" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "cost_tables" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "accounts" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "credit_grants" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "credit_holds" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "credit_charges" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "ledger_entries" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "charge_documents" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "cost_tables" TO "pw_app";--> statement-breakpoint
-- Entries are only ever added. Erasing a customer replaces the id in them and in the log, and nothing else.
CREATE POLICY "erasure" ON "ledger_entries" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "erasure" ON "audit_log" AS PERMISSIVE FOR ALL TO "pw_migrate" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE FUNCTION "erase_account"("erased" text, "pseudonym" text) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public
AS $$
	UPDATE ledger_entries SET account = pseudonym WHERE account = erased;
	UPDATE audit_log SET target = 'account/' || pseudonym WHERE target = 'account/' || erased;
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "erase_account"(text, text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "erase_account"(text, text) TO "pw_app";
