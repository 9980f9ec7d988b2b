-- Roles belong to the whole cluster, so another database may have made it already, or be making it now.
DO $$ BEGIN
	CREATE ROLE "pw_app" NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
	EXECUTE format('GRANT "pw_app" TO %I', current_user);
END $$;
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "api_keys_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "api_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
CREATE TABLE "event_ids" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"body_hash" text NOT NULL,
	CONSTRAINT "event_ids_tenant_id_environment_source_id_pk" PRIMARY KEY("tenant_id","environment","source","id")
);
--> statement-breakpoint
ALTER TABLE "event_ids" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "events" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"verified" boolean NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"body" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
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
	"revision" integer NOT NULL,
	"catalog_version" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "experiments_tenant_id_environment_key_pk" PRIMARY KEY("tenant_id","environment","key")
);
--> statement-breakpoint
ALTER TABLE "experiments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outcomes" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"source" text NOT NULL,
	"event_id" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"price" text NOT NULL,
	"amount" text NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "outcomes_tenant_id_environment_unit_kind_unit_id_source_event_id_pk" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","source","event_id")
);
--> statement-breakpoint
ALTER TABLE "outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenants" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
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
	CONSTRAINT "units_tenant_id_environment_unit_kind_unit_id_experiment_pk" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","experiment")
);
--> statement-breakpoint
ALTER TABLE "units" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_index" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "events_tenant_id_environment_received_at_index" ON "events" USING btree ("tenant_id","environment","received_at");--> statement-breakpoint
CREATE POLICY "scope" ON "api_keys" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "own_key" ON "api_keys" AS PERMISSIVE FOR SELECT TO "pw_app" USING (hash = nullif(current_setting('app.key_hash', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "catalogs" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "event_ids" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "events" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_sales" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_statistics" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiments" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "outcomes" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "tenants" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "units" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "api_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "catalogs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "event_ids" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_sales" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_statistics" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "outcomes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenants" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "units" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "tenants" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "api_keys" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "catalogs" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "event_ids" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "events" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT ON "outcomes" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "experiments" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "units" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "experiment_statistics" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "experiment_sales" TO "pw_app";
