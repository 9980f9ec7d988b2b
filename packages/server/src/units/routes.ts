import { erasureReceipt, identifyRequest, identifyResponse, unitReport } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { describeUnit } from "./describe-unit.ts";
import { eraseUnit } from "./erase-unit.ts";
import { identifyVisitor } from "./identify-visitor.ts";
import { unitParams } from "./unit-params.ts";

/** Who is who, what is known of one unit, and forgetting it. */
export function unitRoutes(services: Services, authenticate: Authenticate) {
  const identify = createRoute({
    method: "post",
    path: "/v1/identify",
    tags: ["Units"],
    summary: "A visitor turned out to be an account",
    description:
      "Both are one unit from then on: one price, and one entry in results, where the earlier exposure stays. Who was " +
      "shown two variants is left out. A visitor belongs to the earliest account that it was identified as.",
    security: [{ secretKey: ["events"] }],
    middleware: [authenticate({ secret: "events" })] as const,
    request: { body: json(identifyRequest) },
    responses: { 200: answer("The account that the visitor belongs to", identifyResponse), "4XX": problemAnswer },
  });
  const manage = {
    path: "/v1/units/{kind}/{id}" as const,
    tags: ["Units"],
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] satisfies [unknown],
    request: { params: unitParams },
  };
  const read = createRoute({
    ...manage,
    method: "get",
    summary: "Everything that is known of a unit, and why it counts or does not",
    responses: { 200: answer("The unit, under all its ids", unitReport), "4XX": problemAnswer },
  });
  const erase = createRoute({
    ...manage,
    middleware: [authenticate({ secret: "manage", session: "owner" })] satisfies [unknown],
    method: "delete",
    summary: "Forget a unit",
    description:
      "Every id of the unit is replaced by a random pseudonym wherever it is stored, also inside ids of its events and " +
      "answers kept for repetition. Amounts stay, so results do. Erasing a unit that is not known is no error.",
    responses: { 200: answer("How much was made nobody's", erasureReceipt), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(identify, async (context) =>
      context.json(await identifyVisitor(services, context.get("principal").scope, context.req.valid("json")), 200),
    )
    .openapi(read, async (context) => {
      const { scope } = context.get("principal");
      const unit = context.req.valid("param");
      const pricing = await services.pricing.get(scope);
      const report = await services.database.inScope(scope, (queries) =>
        describeUnit(queries, scope, { unit, pricing }),
      );
      if (!report) throw new RequestProblem("not-found", `Nothing is stored of this ${unit.kind}.`);
      return context.json(report, 200);
    })
    .openapi(erase, async (context) =>
      context.json(await eraseUnit(services, context.get("principal"), context.req.valid("param")), 200),
    );
}
