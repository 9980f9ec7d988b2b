import { type AskProvider, type ProviderEvent, readLemonSqueezy, readStripe } from "@pricewright/core/providers";
import { sql } from "drizzle-orm";
import { rows, type Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { RequestProblem } from "../problems/problem.ts";
import { accessToOrigin } from "../providers/access.ts";
import { callLemonSqueezy } from "../providers/lemonsqueezy-api.ts";
import { callStripe } from "../providers/stripe-api.ts";
import { open } from "../secrets/seal.ts";
import type { Services } from "../services.ts";
import { type WebhookProvider, webhookContext } from "./receive-webhook.ts";
import { NotYetKnown, storeProviderEvent } from "./store-event.ts";

/** What processing works with. */
export type ProcessingServices = Pick<
  Services,
  "database" | "pricing" | "secretsOf" | "masterKeys" | "providers" | "providerCalls" | "onPurchase" | "clock" | "log"
>;

/** A webhook that is due. */
interface DueWebhook {
  readonly provider: WebhookProvider;
  readonly event_id: string;
  readonly sealed: string;
  readonly attempts: number;
  readonly received_at: number;
}

const MINUTE = 60_000;
/** For how long a webhook waits for its unit, and is tried again. */
const GIVEN_UP_AFTER = 3 * 24 * 60 * MINUTE;
/** For how long one who took a webhook has it for themselves. */
const LEASE = 2 * MINUTE;
const AT_ONCE = 20;

/** Processes what is due in a scope, each by itself, and says how many there were. */
export async function processReceived(services: ProcessingServices, scope: Scope): Promise<number> {
  const due = await takeDue(services, scope);
  for (const webhook of due) {
    try {
      await processOne(services, scope, webhook);
    } catch (error) {
      await putOff(services, scope, webhook, error);
    }
  }
  return due.length;
}

/** Takes webhooks for a while: who takes them may end, and then another does. */
async function takeDue({ database, clock }: ProcessingServices, scope: Scope): Promise<DueWebhook[]> {
  const now = clock();
  const until = new Date(now.getTime() + LEASE).toISOString();
  return database.inScope(scope, (queries) =>
    rows<DueWebhook>(
      queries,
      sql`update received_webhooks set due_at = ${until}, attempts = attempts + 1
        where (tenant_id, environment, provider, event_id) in (
          select tenant_id, environment, provider, event_id from received_webhooks
          where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and due_at <= ${now.toISOString()}
          order by received_at limit ${AT_ONCE} for update skip locked)
        returning provider, event_id, sealed, attempts, (extract(epoch from received_at) * 1000)::float8 as received_at`,
    ),
  );
}

async function processOne(services: ProcessingServices, scope: Scope, webhook: DueWebhook): Promise<void> {
  const { database, pricing, secretsOf, masterKeys, onPurchase, clock } = services;
  const { provider, event_id, sealed } = webhook;
  const said = JSON.parse(open(sealed, webhookContext(scope, provider, event_id), masterKeys).toString());
  const now = clock();
  const event = await read(services, scope, provider, said);
  const [prices, secrets] = await Promise.all([pricing.get(scope), secretsOf(scope.tenantId)]);
  await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const input = { scope, provider, event, pricing: prices, secrets, onPurchase, now };
    const { unit, detail } = await storeProviderEvent(queries, input);
    await queries.execute(sql`update received_webhooks set status = 'processed', due_at = null, detail = ${detail},
        unit_kind = ${unit?.kind ?? null}, unit_id = ${unit?.id ?? null}
      where ${own(scope, webhook)}`);
    // What waited may have waited for this.
    if (event.subscription || event.payment)
      await queries.execute(sql`update received_webhooks set due_at = ${now.toISOString()}
        where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and provider = ${provider}
          and status = 'waiting' and due_at > ${now.toISOString()}`);
  });
}

async function read(
  services: ProcessingServices,
  scope: Scope,
  provider: WebhookProvider,
  event: { readonly account?: unknown },
): Promise<ProviderEvent> {
  const access = await accessToOrigin(services, scope, provider, event.account);
  const ask: AskProvider = (path) =>
    provider === "stripe" ? callStripe(access, { path }) : callLemonSqueezy(access, path);
  if (provider === "stripe") return readStripe({ event, ask, now: services.clock().getTime() });
  return readLemonSqueezy({ event, ask });
}

/** Tries again later, ever more rarely; after three days it is left for people to look at. */
async function putOff(
  { database, clock, log }: ProcessingServices,
  scope: Scope,
  webhook: DueWebhook,
  error: unknown,
): Promise<void> {
  const now = clock().getTime();
  const waits = error instanceof NotYetKnown;
  const isOver = now >= webhook.received_at + GIVEN_UP_AFTER;
  const pause = Math.min(10_000 * 2 ** Math.min(webhook.attempts - 1, 9), 60 * MINUTE);
  const dueAt = isOver ? null : new Date(Math.min(now + pause, webhook.received_at + GIVEN_UP_AFTER)).toISOString();
  const status = waits ? (isOver ? "unattributed" : "waiting") : isOver ? "failed" : "pending";
  const isTold = waits || error instanceof RequestProblem;
  if (!isTold) log.error({ error, provider: webhook.provider }, "a webhook could not be processed");
  const detail = isTold ? (error as Error).message : "it could not be processed; the log says why";
  await database.inScope(scope, (queries) =>
    queries.execute(sql`update received_webhooks set status = ${status}, due_at = ${dueAt}, detail = ${detail}
      where ${own(scope, webhook)} and status <> 'processed'`),
  );
}

function own({ tenantId, environment }: Scope, { provider, event_id }: DueWebhook) {
  return sql`tenant_id = ${tenantId} and environment = ${environment} and provider = ${provider} and event_id = ${event_id}`;
}
