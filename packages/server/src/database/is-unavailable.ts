const CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ETIMEDOUT",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "08006",
  "08001",
  "53300",
  // The disk is full, or cannot be read or written.
  "53100",
  "58030",
  // The database takes no connections for now.
  "55000",
  "3D000",
]);

/** Those of them that say that a connection was cut: another one may do. */
const CUT = new Set(["ECONNRESET", "EPIPE", "57P01", "57P02", "08006"]);

/** Whether an error says that the database cannot be reached, or cannot store, now and may later. */
export function isUnavailable(error: unknown): boolean {
  return isCausedBy(
    error,
    CODES,
    /Connection (terminated|ended)|timeout exceeded when trying to connect|not queryable/,
  );
}

/** Whether an error says that the connection was cut while it was used. */
export function wasCut(error: unknown): boolean {
  return isCausedBy(error, CUT, /Connection (terminated(?! due)|ended)|not queryable/);
}

function isCausedBy(error: unknown, codes: ReadonlySet<string>, message: RegExp): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (codes.has((cause as { code?: string }).code ?? "") || message.test(cause.message)) return true;
  return false;
}
