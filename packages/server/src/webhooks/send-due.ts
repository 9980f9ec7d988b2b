import { sql } from "drizzle-orm";
import { rows, type Scope } from "../database/database.ts";
import { open } from "../secrets/seal.ts";
import type { Services } from "../services.ts";
import { endpointContext } from "./endpoints.ts";
import { postMessage } from "./post-message.ts";
import { PrivateAddressError } from "./public-address.ts";
import { signMessage } from "./sign-message.ts";

/** What sending works with. */
export type SendingServices = Pick<Services, "database" | "clock" | "masterKeys" | "providers">;

interface DueDelivery {
  readonly endpoint_id: string;
  readonly id: string;
  readonly body: string;
  readonly attempts: number;
  readonly url: string;
  readonly sealed: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Pauses after each attempt; all of them are three days. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  20 * HOUR + 25 * MINUTE - 5 * SECOND,
];
/** For how long one who took a message has it for themselves. */
const LEASE = 2 * MINUTE;
const AT_ONCE = 20;
const GONE = 410;

/** Sends what is due in a scope, and says how many there were. */
export async function sendDue(services: SendingServices, scope: Scope): Promise<number> {
  const due = await takeDue(services, scope);
  await Promise.all(due.map((delivery) => sendOne(services, scope, delivery)));
  return due.length;
}

async function takeDue({ database, clock }: SendingServices, scope: Scope): Promise<DueDelivery[]> {
  const now = clock();
  const until = new Date(now.getTime() + LEASE).toISOString();
  return database.inScope(scope, (queries) =>
    rows<DueDelivery>(
      queries,
      sql`update webhook_deliveries delivery set due_at = ${until}, attempts = attempts + 1
        from webhook_endpoints endpoint
        where (delivery.tenant_id, delivery.environment, delivery.endpoint_id, delivery.id) in (
            select tenant_id, environment, endpoint_id, id from webhook_deliveries
            where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and due_at <= ${now.toISOString()}
            order by due_at limit ${AT_ONCE} for update skip locked)
          and endpoint.tenant_id = delivery.tenant_id and endpoint.environment = delivery.environment
          and endpoint.id = delivery.endpoint_id
        returning delivery.endpoint_id, delivery.id, delivery.body, delivery.attempts, endpoint.url, endpoint.sealed`,
    ),
  );
}

async function sendOne(services: SendingServices, scope: Scope, delivery: DueDelivery): Promise<void> {
  const { id, body, url, sealed, endpoint_id, attempts } = delivery;
  const secret = open(sealed, endpointContext(scope, endpoint_id), services.masterKeys).toString();
  const headers = signMessage({ id, body, at: services.clock() }, secret);
  const { allowPrivateAddresses: allowPrivate } = services.providers;
  const { status, problem } = await postMessage({ url, headers, body, allowPrivate }).then(
    (answered) => ({ status: answered, problem: isGood(answered) ? null : `the endpoint answered ${answered}` }),
    (error: unknown) => ({ status: null, problem: describe(error) }),
  );
  const now = services.clock();
  const pause = status === GONE ? undefined : PAUSES[attempts - 1];
  const isDone = problem === null;
  const next = isDone || pause === undefined ? null : new Date(now.getTime() + pause).toISOString();
  const state = isDone ? "delivered" : next === null ? "failed" : "pending";
  await services.database.inScope(scope, (queries) =>
    queries.execute(sql`update webhook_deliveries set status = ${state}, due_at = ${next}, last_status = ${status},
        last_problem = ${problem}, delivered_at = ${isDone ? now.toISOString() : null}
      where tenant_id = ${scope.tenantId} and environment = ${scope.environment} and endpoint_id = ${endpoint_id}
        and id = ${id}`),
  );
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Without what a network behind this server may be learned from. */
function describe(error: unknown): string {
  if (error instanceof PrivateAddressError) return error.message;
  const { name, code } = error as { readonly name?: string; readonly code?: string };
  if (name === "TimeoutError" || name === "AbortError") return "the endpoint did not answer within 10 seconds";
  return code === "ENOTFOUND" ? "the host has no address" : "the endpoint could not be reached";
}
