import { type CheckoutResource, checkoutResource, createCheckoutRequest } from "@pricewright/core/api";
import { findProductPrice } from "@pricewright/core/catalog";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { createCheckout } from "./create-checkout.ts";
import type { CheckoutRow } from "./queries.ts";

/** From a quote to a payment page. */
export function checkoutRoutes(services: Services, authenticate: Authenticate) {
  const create = createRoute({
    method: "post",
    path: "/v1/checkouts",
    tags: ["Checkouts"],
    summary: "Take the buyer of a quote to the payment page",
    description:
      "One session for each quote and plan: asking again answers with the same one, or, where it expired unpaid at the " +
      "provider and the quote still holds, with a new one in its place. A browser sends its visitor's id, or an " +
      "account token; a server the visitor or account of its own session.",
    security: [{ secretKey: ["evaluate"] }, { publishableKey: [] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "evaluate", publishable: true, account: true })] as const,
    request: { body: json(createCheckoutRequest) },
    responses: {
      200: answer("The session that there was", checkoutResource),
      201: answer("A new session", checkoutResource),
      "4XX": problemAnswer,
    },
  });
  return createRoutes().openapi(create, async (context) => {
    const caller = context.get("principal");
    const { origin } = new URL(context.req.url);
    const { row, isNew } = await createCheckout(services, caller, context.req.valid("json"), origin);
    return context.json(toResource(row, await services.pricing.get(caller.scope)), isNew ? 201 : 200);
  });
}

function toResource(row: CheckoutRow, { catalogs }: Pricing): CheckoutResource {
  const { id, provider, plan, price, amount, currency, url, status } = row;
  const found = catalogs.flatMap(({ document }) => findProductPrice(document, price) ?? []).at(-1);
  const interval = found?.price.interval ?? "once";
  const createdAt = new Date(row.createdAt).toISOString();
  return { id, provider, plan, interval, price, amount, currency, url, status, createdAt };
}
