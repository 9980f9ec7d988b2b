import type { Configuration } from "../configuration/configuration.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgresql } from "./open-postgresql.ts";

/** Opens the database that the configuration names, migrated. */
export function openDatabase({
  databaseUrl,
  dataFolder,
}: Pick<Configuration, "databaseUrl" | "dataFolder">): Promise<Database> {
  return databaseUrl ? openPostgresql(databaseUrl) : openEmbedded({ folder: dataFolder });
}
