import { usageResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";

/** How much of the month's quota is used. */
export function usageRoutes({ quotas, providerCalls }: Services, authenticate: Authenticate) {
  const read = createRoute({
    method: "get",
    path: "/v1/usage",
    tags: ["Usage"],
    summary: "Read how much of the month's quota is used",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "any", session: true })] as const,
    responses: { 200: answer("The month so far", usageResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(read, async (context) => {
    const { scope } = context.get("principal");
    const { used, limit, resetsAt } = await quotas.usage(scope);
    const left = limit === null ? null : Math.max(0, limit - used);
    return context.json({ used, limit, left, resetsAt, providerCalls: await providerCalls.read(scope) }, 200);
  });
}
