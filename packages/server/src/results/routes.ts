import { z } from "@hono/zod-openapi";
import { resultsResponse } from "@pricewright/core/api";
import { describeReport } from "@pricewright/core/statistics";
import { catalogOf } from "../experiments/pricing-cache.ts";
import { toResource } from "../experiments/to-resource.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readStatistics } from "./queries.ts";
import { reportOn } from "./report-on.ts";

/** What an experiment says. */
export function resultRoutes({ database, pricing, clock }: Services, authenticate: Authenticate) {
  const results = createRoute({
    method: "get",
    path: "/v1/experiments/{key}/results",
    tags: ["Experiments"],
    summary: "Read an experiment's results",
    description: "Made from running statistics, so it takes the same time however many units there are.",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { params: z.object({ key: z.string() }) },
    responses: { 200: answer("The report", resultsResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(results, async (context) => {
    const { scope } = context.get("principal");
    const { key } = context.req.valid("param");
    const prices = await pricing.get(scope);
    const experiment = prices.experiments.get(key);
    if (!experiment) throw new RequestProblem("not-found", `There is no experiment "${key}".`);
    const statistics = await database.inScope(scope, (queries) => readStatistics(queries, scope, key));
    const report = reportOn(experiment, catalogOf(prices, experiment.catalogVersion), statistics, clock());
    return context.json({ experiment: toResource(experiment), report, sentences: describeReport(report) }, 200);
  });
}
