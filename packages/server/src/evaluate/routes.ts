import type { Assignment } from "@pricewright/core";
import { type EvaluateRequest, evaluateRequest, evaluateResponse } from "@pricewright/core/api";
import { pricingDocument } from "@pricewright/core/catalog";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { toExperiment } from "../experiments/pricing-cache.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";

/** Which prices a unit sees. */
export function evaluateRoutes({ pricing, clock }: Services, authenticate: Authenticate) {
  const evaluate = createRoute({
    method: "post",
    path: "/v1/evaluate",
    tags: ["Evaluate"],
    summary: "Which prices does this unit see?",
    description: "A publishable key evaluates visitors; a secret key evaluates accounts too.",
    security: [{ secretKey: [] }, { publishableKey: [] }],
    middleware: [authenticate("secret", "publishable")] as const,
    request: { body: json(evaluateRequest) },
    responses: { 200: answer("The unit's variants and its pricing document", evaluateResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(evaluate, async (context) => {
    const { scope, kind } = context.get("principal");
    const request = context.req.valid("json");
    if (kind === "publishable" && request.unit.kind === "account") {
      throw new RequestProblem(
        "forbidden",
        "A publishable key evaluates visitors only. Evaluate accounts on your server with a secret key.",
      );
    }
    return context.json(evaluateUnit(request, await pricing.get(scope), clock()), 200);
  });
}

function evaluateUnit({ unit, experiments: keys, locale, currency }: EvaluateRequest, pricing: Pricing, at: Date) {
  const catalog = pricing.catalogs.at(-1)?.document;
  if (!catalog)
    throw new RequestProblem(
      "no-catalog",
      "There are no prices to show. Publish a catalog with POST /v1/catalog first.",
    );
  const assignments: Assignment[] = (keys ?? [...pricing.experiments.keys()]).map((key) =>
    pricing.assigner.assign(key, unit),
  );
  return {
    assignments,
    pricing: pricingDocument({
      catalog,
      experiments: [...pricing.experiments.values()].map(toExperiment),
      assignments,
      at,
      ...(locale === undefined ? {} : { locale }),
      ...(currency === undefined ? {} : { currency }),
    }),
  };
}
