import { open } from "node:fs/promises";
import type { Database, Scope } from "../database/database.ts";
import { exportLines } from "./export-lines.ts";
import { type TemporaryFile, temporaryFile } from "./temporary-file.ts";

/** Where an export was written to. */
export interface ExportedFile extends TemporaryFile {
  readonly rows: number;
}

/** Exports to a file that nobody else reads: who reads slowly must not keep a transaction open. */
export async function exportToFile(database: Database, scope: Scope, now: Date): Promise<ExportedFile> {
  const { path, remove } = temporaryFile();
  const file = await open(path, "wx", 0o600);
  try {
    const rows = await exportLines(database, scope, now, async (text) => void (await file.write(text)));
    return { path, rows, remove };
  } catch (error) {
    await remove();
    throw error;
  } finally {
    await file.close();
  }
}
