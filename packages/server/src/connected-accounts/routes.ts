import { z } from "@hono/zod-openapi";
import {
  type ConnectedAccountStatus,
  connectedAccountLink,
  connectedAccountLinkRequest,
  connectedAccountStatus,
} from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { linkToOnboarding, refreshAccount } from "./onboard.ts";
import type { ConnectedAccountRow } from "./queries.ts";
import { receiveConnectWebhook } from "./receive-connect-webhook.ts";

/** Tenants' accounts at Stripe that the platform acts for. */
export function connectedAccountRoutes(services: Services, authenticate: Authenticate) {
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Providers"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const read = createRoute({
    ...base,
    method: "get",
    path: "/v1/connected-account",
    summary: "Read whether your account at Stripe may take payments through the platform",
    description: "Stripe is asked each time.",
    responses: {
      200: answer("The account, or that there is none", connectedAccountStatus),
      "4XX": problemAnswer,
      "5XX": problemAnswer,
    },
  });
  const link = createRoute({
    ...base,
    method: "post",
    path: "/v1/connected-account/links",
    summary: "Connect your account at Stripe: where to fill in what Stripe wants to know",
    description:
      "The first one makes the account. A link is for one visit within a few minutes; who comes too late is sent to " +
      "`refreshUrl`, which asks for another.",
    request: { body: json(connectedAccountLinkRequest) },
    responses: { 200: answer("The page to go to", connectedAccountLink), "4XX": problemAnswer, "5XX": problemAnswer },
  });
  const webhook = createRoute({
    method: "post",
    path: "/v1/connected-account/webhooks",
    tags: ["Providers"],
    summary: "Take in Stripe's webhooks about connected accounts",
    description:
      "The address of the platform's Connect endpoint at Stripe. The signature over the raw body is the only key; an event " +
      "is its account's tenant's.",
    security: [],
    responses: { 200: answer("It is kept", z.object({ received: z.literal(true) })), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(read, async (context) => {
      const row = await refreshAccount(services, context.get("principal").scope);
      return context.json({ account: row && toResource(row) }, 200);
    })
    .openapi(link, async (context) =>
      context.json(await linkToOnboarding(services, context.get("principal"), context.req.valid("json")), 200),
    )
    .openapi(webhook, async (context) => {
      await receiveConnectWebhook(services, {
        body: await context.req.text(),
        signature: context.req.header("stripe-signature"),
      });
      services.work.wake();
      return context.json({ received: true } as const, 200);
    });
}

function toResource({
  account,
  environment,
  ready,
  submitted,
  due,
}: ConnectedAccountRow): ConnectedAccountStatus["account"] {
  return { id: account, environment, ready, submitted, due };
}
