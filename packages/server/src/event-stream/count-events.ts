import { eq } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { tenants } from "../database/schema/index.ts";
import { scopeName } from "../database/scope-name.ts";
import { storeBatches } from "../events/store-events.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import type { Services } from "../services.ts";
import type { WaitingBatch } from "./event-stream.ts";

/** Milliseconds after which a batch that could not be counted is tried again: the database may be away. */
const AGAIN_AFTER = 1000;

type CountServices = Pick<Services, "database" | "secretsOf" | "metrics" | "log" | "eventStream">;

/** Counts what waits in the stream, by scope; what could not be counted stays there. */
export async function countEvents(services: CountServices, batches: readonly WaitingBatch[]): Promise<void> {
  const byScope = Map.groupBy(batches, ({ batch: { scope } }) => scopeName(scope));
  await Promise.all([...byScope.values()].map((ofScope) => countTogether(services, ofScope)));
  const waiting = await services.eventStream.waiting();
  if (waiting !== null) services.metrics.eventsWaiting(waiting);
}

/** In one transaction, and one by one where that fails, so that one bad batch waits alone. */
async function countTogether(services: CountServices, batches: readonly WaitingBatch[]): Promise<void> {
  try {
    await countInOne(services, batches);
  } catch (error) {
    if (batches.length > 1) {
      for (const batch of batches) await countTogether(services, [batch]);
      return;
    }
    services.log.error({ error }, "events could not be counted; they wait in the stream");
    for (const { later } of batches) later(AGAIN_AFTER);
  }
}

async function countInOne(services: CountServices, batches: readonly WaitingBatch[]): Promise<void> {
  const { database, secretsOf, metrics } = services;
  const [first] = batches;
  if (!first) return;
  const { scope } = first.batch;
  if (await database.inScope(scope, (queries) => isDeleted(queries, scope))) {
    // Everything of the tenant is to be gone, and that is of it.
    for (const { done } of batches) done();
    return;
  }
  const secrets = await secretsOf(scope.tenantId);
  const counted = await database.inScope(scope, async (queries) => {
    // Read here: what is remembered may be older than what the events were checked against.
    const pricing = await loadPricing(queries);
    const inputs = batches.map(({ batch: { source, events, derived, receivedAt } }) => {
      return { scope, source, events, derived, pricing, secrets, now: new Date(receivedAt) };
    });
    const results = await storeBatches(queries, inputs);
    return [...results.values()].filter(({ status }) => status === "accepted").length;
  });
  for (const { done } of batches) done();
  metrics.eventsFolded(counted);
}

/** A deleted tenant's row stays for an hour without its secret. One that was never here is another database's. */
async function isDeleted(queries: Queries, { tenantId }: Scope): Promise<boolean> {
  const [tenant] = await queries.select({ root: tenants.root }).from(tenants).where(eq(tenants.tenantId, tenantId));
  return tenant?.root === "";
}
