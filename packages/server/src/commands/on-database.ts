import { type Configuration, readConfiguration } from "../configuration/configuration.ts";
import type { Database } from "../database/database.ts";
import { FolderInUseError } from "../database/folder-lock.ts";
import { openDatabase } from "../database/open-database.ts";

/** What a command works on. */
export interface OnDatabase {
  readonly configuration: Configuration;
  readonly database: Database;
}

/**
 * Opens the configured database for one command, and closes it again.
 *
 * @throws FolderInUseError when a running server has the embedded database: two processes on it would lose data.
 */
export async function onDatabase<Result>(
  command: string,
  work: (opened: OnDatabase) => Promise<Result>,
): Promise<Result> {
  const configuration = readConfiguration(process.env);
  const database = await openDatabase(configuration).catch((error: unknown) => {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new FolderInUseError(
      `\`pricewright ${command}\` works on the embedded database itself, and a running server has it: two processes would lose data. Stop the server, run the command, and start it again. On PostgreSQL (DATABASE_URL) both work at once.\n(${error.message})`,
    );
  });
  try {
    return await work({ configuration, database });
  } finally {
    await database.close();
  }
}

/** Writes a line. */
export function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}
