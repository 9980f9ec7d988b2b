CREATE TABLE "event_ids" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"body_hash" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_ids_tenant_id_environment_source_id_pk" PRIMARY KEY("tenant_id","environment","source","id")
);
--> statement-breakpoint
ALTER TABLE "event_ids" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"unverified" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"body" jsonb NOT NULL,
	"derived" jsonb NOT NULL
) PARTITION BY RANGE ("received_at");
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outcomes" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"price" text,
	"amount" text,
	"revenue" text,
	"cost" text,
	"currency" text NOT NULL,
	"sale" text,
	"verified_quote" boolean NOT NULL,
	CONSTRAINT "outcomes_key" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","source","event_id")
);
--> statement-breakpoint
ALTER TABLE "outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "catalogs" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"version" integer NOT NULL,
	"hash" text NOT NULL,
	"document" jsonb NOT NULL,
	"published_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "catalogs_tenant_id_environment_version_pk" PRIMARY KEY("tenant_id","environment","version")
);
--> statement-breakpoint
ALTER TABLE "catalogs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exclusions" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"id" text NOT NULL,
	"from" timestamp with time zone,
	"to" timestamp with time zone,
	"label" text,
	"reason" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exclusions_key" PRIMARY KEY("tenant_id","environment","experiment","id")
);
--> statement-breakpoint
ALTER TABLE "exclusions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiment_revisions" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"catalog_version" integer NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "experiment_revisions_key" PRIMARY KEY("tenant_id","environment","experiment","revision")
);
--> statement-breakpoint
ALTER TABLE "experiment_revisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiments" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"salt" text NOT NULL,
	"status" text NOT NULL,
	"control" text NOT NULL,
	"variants" jsonb NOT NULL,
	"coverage" double precision NOT NULL,
	"allocation" jsonb NOT NULL,
	"settings" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"version" integer NOT NULL,
	"catalog_version" integer NOT NULL,
	"start_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"winner" text,
	"conclusion" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiments_tenant_id_environment_key_pk" PRIMARY KEY("tenant_id","environment","key")
);
--> statement-breakpoint
ALTER TABLE "experiments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "quota_counters" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"month" text NOT NULL,
	"uses" bigint NOT NULL,
	CONSTRAINT "quota_counters_tenant_id_environment_month_pk" PRIMARY KEY("tenant_id","environment","month")
);
--> statement-breakpoint
ALTER TABLE "quota_counters" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "snapshots" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"day" date NOT NULL,
	"report" jsonb NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	CONSTRAINT "snapshots_key" PRIMARY KEY("tenant_id","environment","experiment","day")
);
--> statement-breakpoint
ALTER TABLE "snapshots" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "withdrawn_prices" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"price" text NOT NULL,
	"honour" text NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL,
	CONSTRAINT "withdrawn_prices_tenant_id_environment_price_pk" PRIMARY KEY("tenant_id","environment","price")
);
--> statement-breakpoint
ALTER TABLE "withdrawn_prices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"last_four" text NOT NULL,
	"scopes" text[] NOT NULL,
	"origins" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_log" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"detail" jsonb NOT NULL,
	CONSTRAINT "audit_log_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "audit_log" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "checkouts" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"quote_id" text NOT NULL,
	"plan" text NOT NULL,
	"id" text NOT NULL,
	"provider" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"price" text NOT NULL,
	"amount" text NOT NULL,
	"currency" text NOT NULL,
	"url" text NOT NULL,
	"success_url" text NOT NULL,
	"cancel_url" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "checkouts_tenant_id_environment_quote_id_plan_pk" PRIMARY KEY("tenant_id","environment","quote_id","plan")
);
--> statement-breakpoint
ALTER TABLE "checkouts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiment_sales" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"variant" text NOT NULL,
	"day" date NOT NULL,
	"segment" text NOT NULL,
	"price" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "experiment_sales_key" PRIMARY KEY("tenant_id","environment","experiment","revision","weight_epoch","variant","day","segment","price")
);
--> statement-breakpoint
ALTER TABLE "experiment_sales" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiment_statistics" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"variant" text NOT NULL,
	"day" date NOT NULL,
	"segment" text NOT NULL,
	"visitors" integer NOT NULL,
	"conversions" integer NOT NULL,
	"refunded" integer NOT NULL,
	"irregular" integer NOT NULL,
	"checked" integer NOT NULL,
	"price_mismatches" integer NOT NULL,
	"multiple_exposure" integer NOT NULL,
	"slot_drift" integer NOT NULL,
	"unconverted" integer NOT NULL,
	"revenue" numeric NOT NULL,
	"revenue_squared" numeric NOT NULL,
	"cost" numeric NOT NULL,
	"cost_squared" numeric NOT NULL,
	"revenue_times_cost" numeric NOT NULL,
	"excluded_revenue" numeric NOT NULL,
	CONSTRAINT "experiment_statistics_key" PRIMARY KEY("tenant_id","environment","experiment","revision","weight_epoch","variant","day","segment")
);
--> statement-breakpoint
ALTER TABLE "experiment_statistics" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "frozen_records" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"experiment" text NOT NULL,
	"record" jsonb NOT NULL,
	"shown_at" timestamp with time zone NOT NULL,
	"assigned" boolean NOT NULL,
	CONSTRAINT "frozen_records_key" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","experiment")
);
--> statement-breakpoint
ALTER TABLE "frozen_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_key" PRIMARY KEY("tenant_id","environment","route","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "identities" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"visitor" text NOT NULL,
	"account" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "identities_tenant_id_environment_visitor_account_pk" PRIMARY KEY("tenant_id","environment","visitor","account")
);
--> statement-breakpoint
ALTER TABLE "identities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"root" text NOT NULL,
	"plan" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "tenants" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "units" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"variant" text NOT NULL,
	"segments" text[] NOT NULL,
	"first_exposed_at" timestamp with time zone NOT NULL,
	"first_exposure_id" text NOT NULL,
	"shown_mismatch" boolean NOT NULL,
	"several_variants" boolean NOT NULL,
	"slot_drift" boolean NOT NULL,
	"checked" boolean NOT NULL,
	"charged_mismatch" boolean NOT NULL,
	"converted" boolean NOT NULL,
	"sale" text,
	"regular" boolean NOT NULL,
	"revenue" bigint NOT NULL,
	"cost" numeric NOT NULL,
	"unconverted" integer NOT NULL,
	CONSTRAINT "units_key" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","experiment")
);
--> statement-breakpoint
ALTER TABLE "units" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "uses" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"month" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	CONSTRAINT "uses_key" PRIMARY KEY("tenant_id","environment","month","unit_kind","unit_id")
);
--> statement-breakpoint
ALTER TABLE "uses" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "events_by_time" ON "events" USING btree ("tenant_id","environment","received_at");--> statement-breakpoint
CREATE INDEX "events_by_unit" ON "events" USING btree ("tenant_id","environment","unit_kind","unit_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "checkouts_by_id" ON "checkouts" USING btree ("tenant_id","environment","id");--> statement-breakpoint
CREATE INDEX "identities_by_account" ON "identities" USING btree ("tenant_id","environment","account");--> statement-breakpoint
CREATE POLICY "scope" ON "event_ids" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "events" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "outcomes" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "catalogs" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "exclusions" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_revisions" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiments" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "quota_counters" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "snapshots" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "withdrawn_prices" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "api_keys" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "audit_log" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "checkouts" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_sales" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_statistics" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "frozen_records" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "identities" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "tenants" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "units" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "uses" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE TABLE "events_other" PARTITION OF "events" DEFAULT;--> statement-breakpoint
ALTER TABLE "event_ids" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "outcomes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "catalogs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "exclusions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_revisions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "quota_counters" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "snapshots" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "withdrawn_prices" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "audit_log" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "checkouts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_sales" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_statistics" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "frozen_records" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "idempotency_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "identities" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenants" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "units" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "uses" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "event_ids" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "events" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "outcomes" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "catalogs" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "exclusions" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "experiment_revisions" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "experiments" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "quota_counters" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "snapshots" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "withdrawn_prices" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "api_keys" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "audit_log" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "checkouts" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "experiment_sales" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "experiment_statistics" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "frozen_records" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "idempotency_keys" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "identities" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "tenants" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "units" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "uses" TO "pw_app";--> statement-breakpoint
-- Who is asking is looked up before the tenant is known: one row, by a hash that only the key's holder has.
CREATE POLICY "lookup" ON "api_keys" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "key_by_hash"("wanted" text) RETURNS SETOF "api_keys" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT * FROM api_keys WHERE hash = wanted AND revoked_at IS NULL LIMIT 1 $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "key_by_hash"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "key_by_hash"(text) TO "pw_auth";--> statement-breakpoint
-- Months of events are made ahead of time by the one who serves; it owns nothing, so a function does it.
CREATE FUNCTION "ensure_event_partition"("month" date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
AS $$
DECLARE
	start date := date_trunc('month', month)::date;
	name text := 'events_' || to_char(date_trunc('month', month), 'YYYY_MM');
BEGIN
	IF to_regclass(name) IS NULL THEN
		EXECUTE format('CREATE TABLE %I PARTITION OF events FOR VALUES FROM (%L) TO (%L)', name, start::timestamptz, (start + interval '1 month')::timestamptz);
	END IF;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "ensure_event_partition"(date) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "ensure_event_partition"(date) TO "pw_app";--> statement-breakpoint
-- Work that is due is looked for everywhere, and then done within each scope.
CREATE FUNCTION "scopes_in_use"() RETURNS TABLE ("tenant_id" text, "environment" text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT DISTINCT api_keys.tenant_id, api_keys.environment FROM api_keys $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "scopes_in_use"() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "scopes_in_use"() TO "pw_auth";
