import type { Queries } from "../database/database.ts";
import { emptyings } from "../database/schema/index.ts";

/** When the environment was last emptied, or null. */
export async function readEmptiedAt(queries: Queries): Promise<Date | null> {
  const [row] = await queries.select({ at: emptyings.emptiedAt }).from(emptyings);
  return row ? new Date(row.at) : null;
}
