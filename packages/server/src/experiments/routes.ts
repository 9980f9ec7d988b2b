import { z } from "@hono/zod-openapi";
import { createExperimentRequest, experimentList, experimentResource } from "@pricewright/core/api";
import { lockScope } from "../database/lock-scope.ts";
import { experiments } from "../database/schema/index.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { newExperiment } from "./new-experiment.ts";
import { loadPricing } from "./pricing-cache.ts";
import { toResource } from "./to-resource.ts";

/** Creating and reading experiments. */
export function experimentRoutes({ database, pricing, clock }: Services, authenticate: Authenticate) {
  const create = createRoute({
    method: "post",
    path: "/v1/experiments",
    tags: ["Experiments"],
    summary: "Create and start an experiment",
    description: "Its variants name prices of the newest published catalog.",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage" })] as const,
    request: { body: json(createExperimentRequest) },
    responses: { 201: answer("The experiment", experimentResource), "4XX": problemAnswer },
  });
  const list = createRoute({
    method: "get",
    path: "/v1/experiments",
    tags: ["Experiments"],
    summary: "List experiments",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    responses: { 200: answer("Every experiment, oldest first", experimentList), "4XX": problemAnswer },
  });
  const read = createRoute({
    method: "get",
    path: "/v1/experiments/{key}",
    tags: ["Experiments"],
    summary: "Read an experiment",
    security: [{ secretKey: [] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { params: z.object({ key: z.string() }) },
    responses: { 200: answer("The experiment", experimentResource), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(create, async (context) => {
      const { scope } = context.get("principal");
      const request = context.req.valid("json");
      const row = await database.inScope(scope, async (queries) => {
        // Two experiments created at once must be checked against each other.
        await lockScope(queries, scope);
        const values = newExperiment(request, await loadPricing(queries), clock());
        const [made] = await queries
          .insert(experiments)
          .values({ ...scope, ...values })
          .onConflictDoNothing()
          .returning();
        return made;
      });
      pricing.forget(scope);
      if (!row)
        throw new RequestProblem(
          "already-exists",
          `An experiment with the key "${request.key}" exists. Choose another key.`,
        );
      return context.json(toResource(row), 201);
    })
    .openapi(list, async (context) => {
      const rows = [...(await pricing.get(context.get("principal").scope)).experiments.values()];
      return context.json({ experiments: rows.map(toResource) }, 200);
    })
    .openapi(read, async (context) => {
      const { key } = context.req.valid("param");
      const row = (await pricing.get(context.get("principal").scope)).experiments.get(key);
      if (!row) throw new RequestProblem("not-found", `There is no experiment "${key}".`);
      return context.json(toResource(row), 200);
    });
}
