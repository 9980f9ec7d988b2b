import { sql } from "drizzle-orm";
import { rows } from "../database/database.ts";
import type { JobServices } from "./run-jobs.ts";

/** The first day of what is kept, of databases in which nothing older was left: until the next month there is nothing to look for. */
const keptFrom = new WeakMap<JobServices["database"], string>();

/**
 * Forgets events of months that are past keeping. What they came to stays: units' records, outcomes, statistics, uses and the
 * prices that people were shown.
 */
export async function forgetEvents({
  database,
  clock,
  log,
  eventsKeptMonths,
}: Pick<JobServices, "database" | "clock" | "log" | "eventsKeptMonths">): Promise<void> {
  const now = clock();
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - eventsKeptMonths, 1))
    .toISOString()
    .slice(0, 10);
  if (keptFrom.get(database) === first) return;
  // Partitions are everybody's; the scope is there because every transaction has one.
  const partitions = await database.inScope({ tenantId: "", environment: "test" }, (queries) =>
    rows<{ name: string }>(queries, sql`select forget_events(${first}::date) as name`),
  );
  if (partitions.length === 0) keptFrom.set(database, first);
  else log.info({ partitions: partitions.map(({ name }) => name) }, "events were forgotten");
}
