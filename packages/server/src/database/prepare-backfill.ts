/**
 * Makes the function by which migrations change rows: `select backfill('units', 'update units set ...')`. Under FORCE
 * row-level security the owner's own update finds no row and says nothing of it; the function lifts FORCE within the
 * migration's transaction, and fails where nothing was touched in a table that has rows.
 */
export const PREPARE_BACKFILL = `
  CREATE OR REPLACE FUNCTION public.backfill(target regclass, statement text) RETURNS bigint LANGUAGE plpgsql AS $$
  DECLARE
    touched bigint;
    has_rows boolean;
  BEGIN
    EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', target);
    EXECUTE statement;
    GET DIAGNOSTICS touched = ROW_COUNT;
    EXECUTE format('SELECT EXISTS (SELECT FROM %s)', target) INTO has_rows;
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
    IF touched = 0 AND has_rows THEN
      RAISE EXCEPTION 'the backfill touched no row of %, which has rows', target;
    END IF;
    RETURN touched;
  END $$;
  REVOKE ALL ON FUNCTION public.backfill(regclass, text) FROM PUBLIC`;
