import { createHash } from "node:crypto";
import type { ConversionEvent } from "@pricewright/core/api";
import { Hono } from "hono";
import type { Queries, Scope } from "../database/database.ts";
import type { CheckedEvent } from "../events/check-events.ts";
import { storeEvents } from "../events/store-events.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { scopeOfCheckout } from "./checkout-id.ts";
import { type CheckoutRow, lockCheckout, setCheckoutStatus } from "./queries.ts";
import { sandboxHeaders, sandboxPage } from "./sandbox-page.ts";

/** The built-in payment provider of the test environment. Whoever has a session's address may pay it. */
export function sandboxRoutes(services: Services) {
  const { database } = services;
  const inCheckout = async <Result>(
    id: string,
    work: (queries: Queries, row: CheckoutRow, scope: Scope) => Promise<Result>,
  ): Promise<Result> => {
    const scope = scopeOfCheckout(id);
    if (!scope) throw unknown();
    return database.inScope(scope, async (queries) => {
      const row = await lockCheckout(queries, scope, id);
      if (!row) throw unknown();
      return work(queries, row, scope);
    });
  };
  const knownOf = async (id: string): Promise<Known> => {
    const scope = scopeOfCheckout(id);
    // The session is looked up first: nothing is read of a tenant that somebody made up.
    if (!scope || !(await inCheckout(id, async () => true))) throw unknown();
    const [pricing, secrets] = await Promise.all([services.pricing.get(scope), services.secretsOf(scope.tenantId)]);
    return { pricing, secrets, now: services.clock() };
  };
  return new Hono<ServerEnvironment>()
    .get("/sandbox/checkouts/:id", async (context) => {
      const row = await inCheckout(context.req.param("id"), async (_, found) => found);
      return context.html(sandboxPage(row), 200, sandboxHeaders(row));
    })
    .post("/sandbox/checkouts/:id/pay", async (context) => {
      const id = context.req.param("id");
      const known = await knownOf(id);
      const row = await inCheckout(id, async (queries, found, scope) => {
        if (found.status === "paid") return found;
        await recordSale(queries, scope, found, known);
        return setCheckoutStatus(queries, scope, found.id, "paid");
      });
      return context.body(null, 303, { ...sandboxHeaders(row), location: row.successUrl });
    })
    .post("/sandbox/checkouts/:id/cancel", async (context) => {
      const row = await inCheckout(context.req.param("id"), async (queries, found, scope) =>
        found.status === "open" ? setCheckoutStatus(queries, scope, found.id, "canceled") : found,
      );
      return context.body(null, 303, { ...sandboxHeaders(row), location: row.cancelUrl });
    });
}

/** What storing an event looks at. It is read before the transaction, for the embedded database has one connection. */
interface Known {
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  readonly now: Date;
}

/** The sale, in the transaction in which the session becomes paid, on the way that every provider's sales go. */
async function recordSale(queries: Queries, scope: Scope, row: CheckoutRow, known: Known): Promise<void> {
  await storeEvents(queries, { ...known, scope, source: "sandbox", events: [saleOf(row, known.now)], derived: {} });
}

function saleOf({ id, price, amount, currency, ...row }: CheckoutRow, now: Date): CheckedEvent {
  const unit = { kind: row.unitKind as UnitId["kind"], id: row.unitId };
  const occurredAt = now.toISOString();
  const event: ConversionEvent = {
    type: "conversion",
    id: `sandbox-${id.split(".").at(-1)}`,
    occurredAt,
    unit,
    price,
    amount,
    currency,
  };
  const { occurredAt: _, ...said } = event;
  return {
    position: 0,
    event,
    unit,
    occurredAt: now.getTime(),
    bodyHash: createHash("sha256").update(JSON.stringify(said)).digest("base64url").slice(0, 22),
    unverified: "",
    quote: null,
    quoted: { unit, arms: row.quoted },
  };
}

function unknown(): RequestProblem {
  return new RequestProblem("not-found", "There is no such checkout. Its address may be cut short.");
}
