import { emptyEnvironmentRequest, emptyEnvironmentResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { emptyEnvironment } from "./empty-environment.ts";

/** Beginning again in the test environment. */
export function emptyingRoutes(services: Services, authenticate: Authenticate) {
  const empty = createRoute({
    method: "post",
    path: "/v1/environment/empty",
    tags: ["Environments"],
    summary: "Empty the test environment",
    description:
      "Deletes its price lists, experiments, units, events, accounts, credits and checkouts. Keys, people, addresses of " +
      "webhooks and the audit log stay. Quotes from before are refused. The live environment cannot be emptied.",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: "owner" })] as const,
    request: { body: json(emptyEnvironmentRequest) },
    responses: { 200: answer("How many rows were deleted", emptyEnvironmentResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(empty, async (context) => {
    const { reason } = context.req.valid("json");
    return context.json(await emptyEnvironment(services, context.get("principal"), reason), 200);
  });
}
