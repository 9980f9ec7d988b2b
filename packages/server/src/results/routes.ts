import { z } from "@hono/zod-openapi";
import { resultsResponse, timelineResponse } from "@pricewright/core/api";
import { demandOn, describeAdjustments, reportOn, toExperimentResource } from "@pricewright/core/recording";
import { describeReport } from "@pricewright/core/statistics";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readConclusion, toConclusion } from "./concluding-report.ts";
import { readExperiment } from "./queries.ts";
import { rememberedFit } from "./remembered-fit.ts";
import { readSnapshots } from "./timeline.ts";
import { toCsv } from "./to-csv.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "use a day such as 2026-03-01");

/** What an experiment says. */
export function resultRoutes({ database, pricing, clock }: Services, authenticate: Authenticate) {
  const base = {
    tags: ["Experiments"],
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] satisfies [unknown],
  };
  const results = createRoute({
    ...base,
    method: "get",
    path: "/v1/experiments/{key}/results",
    summary: "Read an experiment's results",
    description:
      "Made from running statistics, so it takes the same time however many units there are. A range of days selects " +
      "units by their first exposure. Once a winner is named, the report that said so is kept and comes along, with what has changed " +
      "since. Where the arms are prices of one plan, the demand curve through them comes along.",
    request: {
      params: z.object({ key: z.string() }),
      query: z.object({
        from: day.optional(),
        to: day.optional(),
        metric: z.enum(["conversion", "revenue-per-visitor", "margin-per-visitor"]).optional(),
        curve: z.enum(["true", "false"]).default("false"),
        format: z.enum(["json", "csv"]).default("json"),
      }),
    },
    responses: {
      200: {
        description: "The report",
        content: { "application/json": { schema: resultsResponse }, "text/csv": { schema: z.string() } },
      },
      "4XX": problemAnswer,
    },
  });
  const readTimeline = createRoute({
    ...base,
    method: "get",
    path: "/v1/experiments/{key}/timeline",
    summary: "The report's main numbers, day by day",
    request: { params: z.object({ key: z.string() }) },
    responses: { 200: answer("One entry a day, oldest first", timelineResponse), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(results, async (context) => {
      const { scope } = context.get("principal");
      const { key } = context.req.valid("param");
      const { from, to, metric, curve, format } = context.req.valid("query");
      const prices = await pricing.get(scope);
      const experiment = prices.experiments.get(key);
      if (!experiment) throw new RequestProblem("not-found", `There is no experiment "${key}".`);
      const isAll = from === undefined && to === undefined;
      const { statistics, all, kept } = await database.inScope(scope, async (queries) => {
        const statistics = await readExperiment(queries, scope, key, { from, to });
        const kept = await readConclusion(queries, scope, key);
        const isWanted = kept !== null && !isAll;
        return { kept, statistics, all: isWanted ? await readExperiment(queries, scope, key, {}) : statistics };
      });
      const input = { experiment, book: prices, ...statistics, now: clock() };
      const report = reportOn({ ...input, metric });
      if (format === "csv") return context.text(toCsv(report), 200, { "content-type": "text/csv; charset=utf-8" });
      const demand = demandOn(input, (points, options) =>
        rememberedFit(points, { ...options, curve: curve === "true" }),
      );
      const conclusion = kept && toConclusion(kept, reportOn({ ...input, ...all }));
      const sentences = [
        ...describeReport(report, demand),
        ...describeAdjustments(conclusion?.adjustments ?? [], report.currency),
      ];
      return context.json(
        { experiment: toExperimentResource(experiment), report, sentences, ...demand, conclusion },
        200,
      );
    })
    .openapi(readTimeline, async (context) => {
      const { scope } = context.get("principal");
      const { key } = context.req.valid("param");
      if (!(await pricing.get(scope)).experiments.has(key))
        throw new RequestProblem("not-found", `There is no experiment "${key}".`);
      const days = await database.inScope(scope, (queries) => readSnapshots(queries, scope, key));
      return context.json({ days }, 200);
    });
}
