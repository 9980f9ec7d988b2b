import type { z } from "@hono/zod-openapi";
import { invalidCursor, readCursor, toCursor } from "./cursor.ts";
import type { wholeOrPageQuery } from "./page-query.ts";

/** A part of a list. */
export interface Part<Row> {
  readonly part: readonly Row[];
  /** Where the next part begins; null at the end. */
  readonly nextCursor: string | null;
}

/**
 * The part of a list that was asked for; without a limit all that follows the cursor.
 *
 * @param nameOf Tells a row from every other of the list.
 * @throws RequestProblem `invalid-request` for a cursor that names none of the rows.
 */
export function partOf<Row>(
  rows: readonly Row[],
  { cursor, limit = Number.POSITIVE_INFINITY }: z.infer<typeof wholeOrPageQuery>,
  nameOf: (row: Row) => string,
): Part<Row> {
  const last = readCursor(cursor, /^.+$/s);
  const before = last === null ? -1 : rows.findIndex((row) => nameOf(row) === last);
  if (last !== null && before === -1) throw invalidCursor();
  const rest = rows.slice(before + 1);
  const part = rest.slice(0, limit);
  const end = part.at(-1);
  return { part, nextCursor: end !== undefined && rest.length > part.length ? toCursor(nameOf(end)) : null };
}
