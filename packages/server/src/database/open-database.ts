import type { Configuration } from "../configuration/configuration.ts";
import type { Database } from "./database.ts";
import { openEmbedded } from "./open-embedded.ts";
import { openPostgresql } from "./open-postgresql.ts";

/** Opens the database that the configuration names, migrated. */
export function openDatabase({
  databaseUrl,
  migrationDatabaseUrl = null,
  dataFolder,
  isProduction = false,
}: Pick<Configuration, "databaseUrl" | "dataFolder"> &
  Partial<Pick<Configuration, "isProduction" | "migrationDatabaseUrl">>): Promise<Database> {
  return databaseUrl
    ? openPostgresql(databaseUrl, { refuseSuperuser: isProduction, migrateAt: migrationDatabaseUrl ?? databaseUrl })
    : openEmbedded({ folder: dataFolder });
}
