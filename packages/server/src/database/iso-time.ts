import { type SQL, sql } from "drizzle-orm";

/** The format in which `to_char` writes a time of UTC as ISO 8601, as JavaScript does. */
export const ISO_TIME: SQL = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);
