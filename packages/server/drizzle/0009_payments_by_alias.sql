-- Which payments a refund may mean. Under the policies of the role that serves requests, whether arrays overlap is found out row
-- by row and no index is asked. This asks it, before anything else, whatever the planner knows, and answers for the scope that
-- the transaction is in.
CREATE POLICY "lookup" ON "provider_payments" AS PERMISSIVE FOR SELECT TO "pw_migrate" USING (true);--> statement-breakpoint
CREATE FUNCTION "payments_by_alias"("of_provider" text, "wanted" text[]) RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public SET enable_seqscan = off
AS $$
	WITH found AS MATERIALIZED (SELECT tenant_id, environment, provider, id FROM provider_payments WHERE aliases && wanted)
	SELECT id FROM found
	WHERE provider = of_provider
		AND tenant_id = current_setting('app.tenant_id', true) AND environment = current_setting('app.environment', true)
$$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "payments_by_alias"(text, text[]) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "payments_by_alias"(text, text[]) TO "pw_app";
