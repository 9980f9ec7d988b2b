import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrationsFolder } from "../database/migrations-folder.ts";

/** A migration as the journal names it. */
interface JournalEntry {
  readonly idx: number;
  readonly version: string;
  readonly when: number;
  readonly tag: string;
  readonly breakpoints: boolean;
}

/** The package's migrations, the first first. */
export function journal(): readonly JournalEntry[] {
  return JSON.parse(readFileSync(join(migrationsFolder(), "meta/_journal.json"), "utf8")).entries;
}

/** The text of a migration. */
export function migrationText(tag: string): string {
  return readFileSync(join(migrationsFolder(), `${tag}.sql`), "utf8");
}

/** A folder with the first so many migrations, and then one more of the given text. */
export function migrationsUntil(count: number, next?: string): string {
  const folder = mkdtempSync(join(tmpdir(), "pricewright-migrations-"));
  cpSync(migrationsFolder(), folder, { recursive: true });
  const entries = journal().slice(0, count);
  if (next !== undefined) {
    const when = Math.max(0, ...entries.map((entry) => entry.when)) + 1;
    const entry = { idx: count, version: "7", when, tag: "next", breakpoints: true };
    writeFileSync(join(folder, "next.sql"), next);
    writeJournal(folder, [...entries, entry]);
  } else {
    writeJournal(folder, entries);
  }
  return folder;
}

function writeJournal(folder: string, entries: readonly JournalEntry[]): void {
  writeFileSync(
    join(folder, "meta/_journal.json"),
    JSON.stringify({ version: "7", dialect: "postgresql", entries }, null, 2),
  );
}
