import type { Database, Scope } from "../database/database.ts";
import { VERSION } from "../version.ts";
import { MOVE_FORMAT, MOVE_VERSION } from "./move-format.ts";
import { MOVING_PARTS } from "./moving-part.ts";

/**
 * Writes everything of a scope that moves, as it was at one moment: a line that says what it is, one for each row, and one
 * that says how many there were.
 */
export async function exportLines(
  database: Database,
  scope: Scope,
  now: Date,
  write: (text: string) => Promise<void>,
): Promise<number> {
  return database.inSnapshot(scope, async (queries) => {
    const { environment } = scope;
    const head = {
      format: MOVE_FORMAT,
      version: MOVE_VERSION,
      environment,
      exportedAt: now.toISOString(),
      by: VERSION,
    };
    await write(`${JSON.stringify(head)}\n`);
    let count = 0;
    for (const part of MOVING_PARTS)
      for await (const texts of part.read(queries, scope)) {
        await write(texts.map((text) => `{"part":${JSON.stringify(part.name)},"row":${text}}\n`).join(""));
        count += texts.length;
      }
    await write(`${JSON.stringify({ end: true, rows: count })}\n`);
    return count;
  });
}
