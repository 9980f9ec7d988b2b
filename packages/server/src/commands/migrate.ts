import { onDatabase, print } from "./on-database.ts";

/** `migrate`: brings the database up to date without starting a server. */
export async function migrate(): Promise<void> {
  await onDatabase("migrate", async ({ database }) => {
    print(`The ${database.kind === "embedded" ? "embedded database" : "PostgreSQL database"} is up to date.`);
  });
}
