import { z } from "@hono/zod-openapi";
import { callerAddress } from "../limits/caller-address.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { receiveWebhook } from "./receive-webhook.ts";

const SIGNATURE_HEADERS = { stripe: "stripe-signature", lemonsqueezy: "x-signature" } as const;

/** What tenants' payment providers send. */
export function providerWebhookRoutes(services: Services) {
  const { limits, addressHeader } = services;
  const receive = createRoute({
    method: "post",
    path: "/v1/webhooks/{provider}/{tenant}",
    tags: ["Providers"],
    summary: "Take in a payment provider's webhook",
    description:
      "The signature over the raw body is the only key. What is new is kept and processed afterwards; what came before is " +
      "answered the same and changes nothing.",
    security: [],
    request: {
      params: z.object({ provider: z.enum(["stripe", "lemonsqueezy"]), tenant: z.string().min(1).max(200) }),
    },
    responses: { 200: answer("It is kept", z.object({ received: z.literal(true) })), "4XX": problemAnswer },
  });
  return createRoutes().openapi(receive, async (context) => {
    const { provider, tenant: tenantId } = context.req.valid("param");
    const sender = { tenantId, address: callerAddress(context, addressHeader) };
    await limits.refuseFalseWebhooks(sender);
    try {
      await receiveWebhook(services, {
        provider,
        tenantId,
        body: await context.req.text(),
        signature: context.req.header(SIGNATURE_HEADERS[provider]),
      });
    } catch (error) {
      if (error instanceof RequestProblem && error.code === "invalid-signature") await limits.countFalseWebhook(sender);
      throw error;
    }
    services.work.wake();
    return context.json({ received: true } as const, 200);
  });
}
