import { sql } from "drizzle-orm";
import { type Database, rows, type Scope } from "../database/database.ts";

/** The tables that requests work with, partitions left out. */
export async function tableNames(database: Database): Promise<string[]> {
  const found = await database.inScope({ tenantId: "", environment: "test" }, (queries) =>
    rows<{ name: string }>(
      queries,
      sql`select relname as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition order by 1`,
    ),
  );
  return found.map(({ name }) => name);
}

/** Everything that is stored of a scope, as text that can be compared, by table. */
export async function dumpRows(database: Database, scope: Scope): Promise<Record<string, string[]>> {
  const tables = await tableNames(database);
  return database.inScope(scope, async (queries) => {
    const dump: Record<string, string[]> = {};
    for (const table of tables) {
      const found = await rows<{ row: string }>(
        queries,
        sql`select to_jsonb(stored)::text as row from ${sql.identifier(table)} stored order by 1`,
      );
      dump[table] = found.map(({ row }) => row);
    }
    return dump;
  });
}
