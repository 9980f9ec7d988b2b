import type pg from "pg";

/**
 * Makes room of what was deleted and counts rows for the planner, in tables of which enough has changed: as PostgreSQL's
 * autovacuum does, a process that the embedded database does not have. One table after another, so that what is asked
 * meanwhile waits for one of them.
 */
export async function vacuumEmbedded(pool: pg.Pool): Promise<void> {
  // Else what changed in the last second is not counted yet.
  await pool.query("select pg_stat_force_next_flush()");
  const { rows } = await pool.query<{ name: string }>(DUE);
  for (const { name } of rows) await pool.query(`vacuum (analyze) ${name}`);
}

/** What has changed is not known any more after a restart, so each table that has rows is due once then. */
const DUE = `
  select relid::regclass::text as name from pg_stat_user_tables join pg_class on oid = relid
  where (last_vacuum is null and pg_relation_size(relid) > 0)
    or n_mod_since_analyze > current_setting('autovacuum_analyze_threshold')::float8
      + current_setting('autovacuum_analyze_scale_factor')::float8 * greatest(reltuples, 0)`;
