import { evaluateRequest, evaluateResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { derivedAttributes } from "./derived-attributes.ts";
import { evaluateUnit } from "./evaluate-unit.ts";
import { trustRequest } from "./trust-request.ts";

/** Which prices a unit sees. */
export function evaluateRoutes(services: Services, authenticate: Authenticate) {
  const { pricing, secretsOf, frozen, quotas, clock, countryHeader, metrics } = services;
  const evaluate = createRoute({
    method: "post",
    path: "/v1/evaluate",
    tags: ["Evaluate"],
    summary: "Which prices does this unit see?",
    description:
      "A publishable key evaluates visitors, whose ids the server mints; an account token its account; a secret key any " +
      "unit. What is shown is stored before it is answered, and signed into a quote.",
    security: [{ secretKey: ["evaluate"] }, { publishableKey: [] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "evaluate", publishable: true, account: true })] as const,
    request: { body: json(evaluateRequest) },
    responses: {
      200: answer("The unit's variants, its pricing document and its quote", evaluateResponse),
      "4XX": problemAnswer,
    },
  });
  return createRoutes().openapi(evaluate, async (context) => {
    const caller = context.get("principal");
    const { scope } = caller;
    const [known, secrets, overQuota] = await Promise.all([
      pricing.get(scope),
      secretsOf(scope.tenantId),
      quotas.isOver(scope),
    ]);
    if (overQuota) metrics.quotaRejected();
    const now = clock();
    const request = trustRequest({
      request: context.req.valid("json"),
      caller,
      secrets,
      derived: derivedAttributes(context.req.raw.headers, countryHeader),
      overQuota,
      now,
    });
    return context.json(await evaluateUnit(request, { scope, pricing: known, secrets, frozen, now }), 200);
  });
}
