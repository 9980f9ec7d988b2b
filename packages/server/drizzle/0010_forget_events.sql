-- Forgets months of events; what serves owns no table, so a function does it. Whoever has a partition in use is waited for a
-- moment, and the next look tries again. Events are late for up to 90 days, and none of those is ever forgotten.
CREATE FUNCTION "forget_events"("before" date) RETURNS SETOF text LANGUAGE plpgsql SECURITY DEFINER SET search_path = public SET lock_timeout = '1s'
AS $$
DECLARE
	month text;
BEGIN
	IF before > now() - interval '4 months' THEN
		RAISE EXCEPTION 'events of the last 4 months are kept';
	END IF;
	FOR month IN
		SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
		WHERE inhparent = 'events'::regclass AND relname ~ '^events_\d{4}_\d{2}$'
			AND to_date(substr(relname, 8), 'YYYY_MM') + interval '1 month' <= before
		ORDER BY relname
	LOOP
		EXECUTE format('DROP TABLE %I', month);
		RETURN NEXT month;
	END LOOP;
	DELETE FROM events_other WHERE ctid = ANY (ARRAY(SELECT ctid FROM events_other WHERE received_at < before LIMIT 50000));
	IF FOUND THEN RETURN NEXT 'events_other'; END IF;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION "forget_events"(date) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION "forget_events"(date) TO "pw_app";
