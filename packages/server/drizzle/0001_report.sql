CREATE TABLE "unverified_exposures" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"variant" text NOT NULL,
	"reason" text NOT NULL,
	"day" date NOT NULL,
	"exposures" bigint NOT NULL,
	"units" bigint NOT NULL,
	"first" timestamp with time zone NOT NULL,
	"last" timestamp with time zone NOT NULL,
	CONSTRAINT "unverified_exposures_key" PRIMARY KEY("tenant_id","environment","experiment","variant","reason","day")
);
--> statement-breakpoint
ALTER TABLE "unverified_exposures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "experiment_outcomes" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"variant" text NOT NULL,
	"day" date NOT NULL,
	"segment" text NOT NULL,
	"name" text NOT NULL,
	"units" integer NOT NULL,
	"buyers" integer NOT NULL,
	CONSTRAINT "experiment_outcomes_key" PRIMARY KEY("tenant_id","environment","experiment","revision","weight_epoch","variant","day","segment","name")
);
--> statement-breakpoint
ALTER TABLE "experiment_outcomes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "unseen_sales" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"experiment" text NOT NULL,
	"revision" integer NOT NULL,
	"weight_epoch" integer NOT NULL,
	"variant" text NOT NULL,
	"day" date NOT NULL,
	CONSTRAINT "unseen_sales_key" PRIMARY KEY("tenant_id","environment","unit_kind","unit_id","experiment")
);
--> statement-breakpoint
ALTER TABLE "unseen_sales" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "outcomes" ADD COLUMN "quoted" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "checkouts" ADD COLUMN "quoted" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "shown_equal" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "shown_different" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "quoted_equal" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "quoted_different" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "buyers" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "charged_equal" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "charged_different" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "attributed_equal" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "attributed_different" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "experiment_statistics" ADD COLUMN "sold_unseen" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "quoted" text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "attributed" text DEFAULT 'unknown' NOT NULL;--> statement-breakpoint
ALTER TABLE "units" ADD COLUMN "outcomes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE POLICY "scope" ON "unverified_exposures" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "experiment_outcomes" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "unseen_sales" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "outcomes" DROP COLUMN "verified_quote";--> statement-breakpoint
ALTER TABLE "unverified_exposures" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "experiment_outcomes" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "unseen_sales" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "unverified_exposures" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "experiment_outcomes" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "unseen_sales" TO "pw_app";
