import { z } from "@hono/zod-openapi";
import { billingCheckoutRequest, billingLink, billingPortalRequest, billingStatus } from "@pricewright/core/api";
import { writeAudit } from "../audit/write-audit.ts";
import type { Scope } from "../database/database.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readTenant } from "../tenants/read-tenant.ts";
import { billingOf } from "./billing-of.ts";
import { billingOff } from "./billing-problems.ts";
import type { BillingProvider } from "./billing-provider.ts";
import { applyBilling, billingScope, describeBilling, readBilling } from "./tenant-billing.ts";

const SIGNATURE_HEADERS = { stripe: "stripe-signature", lemonsqueezy: "x-signature" } as const;

/** What tenants pay the platform. Without prices of plans nobody pays, and the routes say so. */
export function billingRoutes(services: Services, authenticate: Authenticate) {
  const { database, clock, providers } = services;
  const billing = billingOf(providers);
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Billing"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const status = createRoute({
    ...base,
    method: "get",
    path: "/v1/billing/status",
    summary: "Read your plan, its trial and what is used of it",
    responses: { 200: answer("The plan", billingStatus), "4XX": problemAnswer },
  });
  const checkout = createRoute({
    ...base,
    method: "post",
    path: "/v1/billing/checkout",
    summary: "Buy a plan: where to pay",
    request: { body: json(billingCheckoutRequest) },
    responses: { 200: answer("The page to go to", billingLink), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const portal = createRoute({
    ...base,
    method: "post",
    path: "/v1/billing/portal",
    summary: "See invoices and cancel: where to do so",
    request: { body: json(billingPortalRequest) },
    responses: { 200: answer("The page to go to", billingLink), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const webhook = createRoute({
    method: "post",
    path: "/v1/billing/webhooks/{provider}",
    tags: ["Billing"],
    summary: "Take in a webhook of the platform's own billing",
    description: "The signature over the raw body is the only key. The state of the subscription is asked for.",
    security: [],
    request: { params: z.object({ provider: z.enum(["stripe", "lemonsqueezy"]) }) },
    responses: {
      200: answer("It is taken over, or nothing newer than what is known", z.object({ received: z.literal(true) })),
      "4XX": problemAnswer,
      "5XX": problemAnswer,
    },
  });
  const isOn = (): BillingProvider => {
    if (!billing) throw billingOff();
    return billing;
  };
  const read = (tenant: Scope) => {
    const scope = billingScope(tenant);
    return database.inScope(scope, (queries) => readBilling(queries, scope));
  };
  return createRoutes()
    .openapi(status, async (context) => {
      isOn();
      return context.json(await describeBilling(services, context.get("principal").scope), 200);
    })
    .openapi(checkout, async (context) => {
      const provider = isOn();
      const { scope, id: actor } = context.get("principal");
      const { plan, successUrl, cancelUrl } = context.req.valid("json");
      const price = providers.billingPrices[plan];
      if (price === null) throw new RequestProblem("not-found", `The plan "${plan}" is not sold here.`);
      const known = await read(scope);
      if (known?.subscription && known.status !== "canceled")
        throw new RequestProblem(
          "already-exists",
          "There is a subscription already. Change it with POST /v1/billing/portal.",
        );
      if ((await readTenant(database, scope.tenantId)).deletionDueAt !== null)
        throw new RequestProblem("wrong-status", "The tenant is to be deleted. An owner can take that back.");
      const now = clock();
      const url = await provider.createCheckout({
        tenantId: scope.tenantId,
        price,
        successUrl,
        cancelUrl,
        customer: known?.provider === provider.name ? known.customer : null,
        trialEndsAt: known?.status === "trialing" && known.trialEndsAt ? new Date(known.trialEndsAt) : null,
        now,
      });
      await database.inScope(scope, (queries) =>
        writeAudit(
          queries,
          scope,
          { actor, action: "billing.checkout", target: `tenant/${scope.tenantId}`, detail: { plan } },
          now,
        ),
      );
      return context.json({ url }, 200);
    })
    .openapi(portal, async (context) => {
      const provider = isOn();
      const known = await read(context.get("principal").scope);
      if (!known?.subscription || !known.customer || known.provider !== provider.name)
        throw new RequestProblem("not-found", "No plan was bought yet. Buy one with POST /v1/billing/checkout.");
      const { customer, subscription } = known;
      const { returnUrl } = context.req.valid("json");
      return context.json({ url: await provider.createPortal({ customer, subscription, returnUrl }) }, 200);
    })
    .openapi(webhook, async (context) => {
      const provider = isOn();
      if (context.req.valid("param").provider !== provider.name) throw billingOff();
      const state = await provider.readWebhook({
        body: await context.req.text(),
        signature: context.req.header(SIGNATURE_HEADERS[provider.name]),
        now: clock(),
      });
      if (state) await applyBilling(services, provider.name, state);
      return context.json({ received: true } as const, 200);
    });
}
