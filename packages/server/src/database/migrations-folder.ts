import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folder of SQL migrations, which lies beside `src` and beside `dist`. */
export function migrationsFolder(): string {
  const candidates = ["../../drizzle", "../drizzle"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  const found = candidates.find((path) => existsSync(`${path}/meta/_journal.json`));
  if (!found) throw new Error(`No migrations found in ${candidates.join(" or ")}. Install the package again.`);
  return found;
}
