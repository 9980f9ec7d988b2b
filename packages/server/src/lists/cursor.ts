import { RequestProblem } from "../problems/problem.ts";

/** Names a place in a list. It holds no secret: a list is always of the caller's own rows. */
export function toCursor(place: string): string {
  return Buffer.from(place).toString("base64url");
}

/**
 * The place that a cursor names, or null for the beginning.
 *
 * @throws RequestProblem `invalid-request` for what no list gave.
 */
export function readCursor(cursor: string | undefined, form: RegExp): string | null {
  if (cursor === undefined) return null;
  const place = Buffer.from(cursor, "base64url").toString("utf8");
  if (form.test(place) && toCursor(place) === cursor) return place;
  throw invalidCursor();
}

/** What answers a cursor that the list has not given. */
export function invalidCursor(): RequestProblem {
  return new RequestProblem("invalid-request", "The cursor is none of this list. Pass on the one of the last answer.", {
    problems: [{ field: "cursor", code: "invalid-cursor", message: "pass on the last answer's nextCursor, as it is" }],
  });
}
