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

/** Whether an error says that the database cannot be reached, or cannot store, now and may later. */
export function isUnavailable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (CODES.has((cause as { code?: string }).code ?? "")) return true;
    if (/Connection (terminated|ended)|timeout exceeded when trying to connect|not queryable/.test(cause.message))
      return true;
  }
  return false;
}
