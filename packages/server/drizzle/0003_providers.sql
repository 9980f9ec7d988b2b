CREATE TABLE "provider_keys" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"account" text,
	"sealed" text NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "provider_keys_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "provider_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_payments" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"id" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"aliases" text[] NOT NULL,
	"total" bigint NOT NULL,
	"refunded" bigint NOT NULL,
	"currency" text NOT NULL,
	"lines" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_payments_key" PRIMARY KEY("tenant_id","environment","provider","id")
);
--> statement-breakpoint
ALTER TABLE "provider_payments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provider_subscriptions" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"id" text NOT NULL,
	"unit_kind" text NOT NULL,
	"unit_id" text NOT NULL,
	"status" text NOT NULL,
	"origin" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_subscriptions_key" PRIMARY KEY("tenant_id","environment","provider","id")
);
--> statement-breakpoint
ALTER TABLE "provider_subscriptions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "received_webhooks" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"provider" text NOT NULL,
	"event_id" text NOT NULL,
	"type" text NOT NULL,
	"sealed" text NOT NULL,
	"status" text NOT NULL,
	"detail" text,
	"unit_kind" text,
	"unit_id" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone,
	CONSTRAINT "received_webhooks_key" PRIMARY KEY("tenant_id","environment","provider","event_id")
);
--> statement-breakpoint
ALTER TABLE "received_webhooks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "tenant_billing" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"provider" text,
	"customer" text,
	"subscription" text,
	"status" text NOT NULL,
	"trial_ends_at" timestamp with time zone,
	"paid_until" timestamp with time zone,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "tenant_billing_key" PRIMARY KEY("tenant_id","environment")
);
--> statement-breakpoint
ALTER TABLE "tenant_billing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"id" text NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"status" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"last_status" integer,
	"last_problem" text,
	CONSTRAINT "webhook_deliveries_key" PRIMARY KEY("tenant_id","environment","endpoint_id","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"id" text NOT NULL,
	"url" text NOT NULL,
	"description" text NOT NULL,
	"events" text[] NOT NULL,
	"sealed" text NOT NULL,
	"last_four" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_endpoints_tenant_id_environment_id_pk" PRIMARY KEY("tenant_id","environment","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE INDEX "provider_payments_by_alias" ON "provider_payments" USING gin ("aliases");--> statement-breakpoint
CREATE INDEX "received_webhooks_due" ON "received_webhooks" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "received_webhooks_by_time" ON "received_webhooks" USING btree ("tenant_id","environment","provider","received_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("due_at");--> statement-breakpoint
CREATE POLICY "scope" ON "provider_keys" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "provider_payments" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "provider_subscriptions" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "received_webhooks" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "tenant_billing" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "webhook_deliveries" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "webhook_endpoints" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "provider_keys" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "received_webhooks" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_subscriptions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provider_payments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tenant_billing" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "provider_keys" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "received_webhooks" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "provider_subscriptions" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "provider_payments" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_endpoints" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "webhook_deliveries" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "tenant_billing" TO "pw_app";--> statement-breakpoint
-- Webhooks that are due are looked for everywhere, and then processed within each scope.
CREATE POLICY "lookup" ON "received_webhooks" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE POLICY "lookup" ON "webhook_deliveries" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "scopes_with_due_webhooks"("now" timestamptz) RETURNS TABLE ("tenant_id" text, "environment" text) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$
	SELECT received.tenant_id, received.environment FROM received_webhooks received WHERE received.due_at <= "now"
	UNION
	SELECT sent.tenant_id, sent.environment FROM webhook_deliveries sent WHERE sent.due_at <= "now"
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "scopes_with_due_webhooks"(timestamptz) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "scopes_with_due_webhooks"(timestamptz) TO "pw_auth";
