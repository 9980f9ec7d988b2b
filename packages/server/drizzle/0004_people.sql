CREATE SCHEMA "people";
--> statement-breakpoint
CREATE TABLE "invitations" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"hash" text NOT NULL,
	"invited_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "invitations_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people"."login_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"tenant_id" text NOT NULL,
	"person_id" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "members_tenant_id_person_id_pk" PRIMARY KEY("tenant_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "provisionings" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"next_at" timestamp with time zone NOT NULL,
	"trial_ends_at" timestamp with time zone NOT NULL,
	"trial_ended_at" timestamp with time zone,
	"license" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "provisionings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people"."sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"user_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."sign_up_links" (
	"hash" text PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "people"."users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "people"."verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"tenant_id" text NOT NULL,
	"environment" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"exported_at" timestamp with time zone NOT NULL,
	"rows" integer NOT NULL,
	CONSTRAINT "imports_tenant_id_environment_imported_at_pk" PRIMARY KEY("tenant_id","environment","imported_at")
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "scope" ON "imports" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), ''));--> statement-breakpoint
ALTER TABLE "people"."login_accounts" ADD CONSTRAINT "login_accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "people"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people"."sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "people"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_hash" ON "invitations" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "invitations_by_email" ON "invitations" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "login_accounts_of_provider" ON "people"."login_accounts" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE INDEX "login_accounts_by_user" ON "people"."login_accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "members_by_person" ON "members" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_token" ON "people"."sessions" USING btree ("token");--> statement-breakpoint
CREATE INDEX "sessions_by_user" ON "people"."sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "people"."users" USING btree ("email");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "people"."verifications" USING btree ("identifier");--> statement-breakpoint
CREATE POLICY "scope" ON "invitations" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "members" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), ''));--> statement-breakpoint
CREATE POLICY "scope" ON "provisionings" AS PERMISSIVE FOR ALL TO "pw_app" USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), ''));--> statement-breakpoint
ALTER TABLE "invitations" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "members" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "provisionings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "imports" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT ON "imports" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "invitations" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "members" TO "pw_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "provisionings" TO "pw_app";--> statement-breakpoint
-- People belong to no tenant: requests do not reach them, only the role that looks up who is asking.
GRANT USAGE ON SCHEMA "people" TO "pw_auth";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "people"."users", "people"."sessions", "people"."login_accounts", "people"."verifications", "people"."sign_up_links" TO "pw_auth";--> statement-breakpoint
-- To which tenants somebody belongs is looked up before the tenant is known.
CREATE POLICY "lookup" ON "members" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE POLICY "lookup" ON "invitations" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "memberships_of"("person" text) RETURNS SETOF "members" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT * FROM members WHERE person_id = person ORDER BY created_at, tenant_id $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "memberships_of"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "memberships_of"(text) TO "pw_auth";--> statement-breakpoint
CREATE FUNCTION "has_owner"() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT EXISTS (SELECT FROM members WHERE role = 'owner') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "has_owner"() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "has_owner"() TO "pw_auth";--> statement-breakpoint
CREATE FUNCTION "invitation_by_hash"("wanted" text) RETURNS SETOF "invitations" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT * FROM invitations WHERE hash = wanted AND ended_at IS NULL AND expires_at > now() LIMIT 1 $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "invitation_by_hash"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "invitation_by_hash"(text) TO "pw_auth";--> statement-breakpoint
CREATE FUNCTION "invitations_for"("address" text) RETURNS SETOF "invitations" LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public
AS $$ SELECT * FROM invitations WHERE email = address AND ended_at IS NULL AND expires_at > now() $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "invitations_for"(text) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "invitations_for"(text) TO "pw_auth";
