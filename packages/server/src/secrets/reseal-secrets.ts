import { sql } from "drizzle-orm";
import { type Database, rows, type Scope } from "../database/database.ts";
import { type MasterKey, open, seal } from "./seal.ts";
import { SEALED_COLUMNS, type SealedColumn } from "./sealed-columns.ts";

/** What {@link resealSecrets} did. */
export interface ResealResult {
  /** How many sealed texts there are. */
  readonly sealed: number;
  /** How many of them had been sealed with another key than the first. */
  readonly resealed: number;
}

/**
 * Seals every secret that an older key sealed with the first of the keys. Servers may run meanwhile, as long as they know
 * both keys: each text changes by itself, and only if it is still the one that was opened.
 *
 * @throws SealError where a text was sealed with a key that is not among these.
 */
export async function resealSecrets(database: Database, keys: readonly MasterKey[]): Promise<ResealResult> {
  const result = { sealed: 0, resealed: 0 };
  const done = new Set<string>();
  for (const scope of await database.scopes())
    for (const column of SEALED_COLUMNS) {
      // A tenant's own row is seen from both of its environments.
      const place = JSON.stringify([
        column.table,
        column.column,
        scope.tenantId,
        column.perTenant || scope.environment,
      ]);
      if (done.has(place)) continue;
      done.add(place);
      const { sealed, resealed } = await resealColumn(database, scope, column, keys);
      result.sealed += sealed;
      result.resealed += resealed;
    }
  return result;
}

/** Does the same for one scope, and answers with how many there were. */
export async function resealScope(database: Database, scope: Scope, keys: readonly MasterKey[]): Promise<number> {
  let count = 0;
  for (const column of SEALED_COLUMNS) count += (await resealColumn(database, scope, column, keys)).resealed;
  return count;
}

function resealColumn(
  database: Database,
  scope: Scope,
  { table, column, contextOf }: SealedColumn,
  keys: readonly MasterKey[],
): Promise<ResealResult> {
  const [name, sealedText] = [sql.identifier(table), sql.identifier(column)];
  return database.inScope(scope, async (queries) => {
    const stored = await rows<{ row: Record<string, unknown> }>(
      queries,
      sql`select to_jsonb(stored) as row from ${name} stored where ${sealedText} <> ''`,
    );
    let resealed = 0;
    for (const { row } of stored) {
      const before = String(row[column]);
      if (before.split(".")[1] === keys[0]?.id) continue;
      const context = contextOf(row);
      const after = seal(open(before, context, keys), context, keys);
      await queries.execute(sql`update ${name} set ${sealedText} = ${after} where ${sealedText} = ${before}`);
      resealed++;
    }
    return { sealed: stored.length, resealed };
  });
}
