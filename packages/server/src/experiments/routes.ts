import { z } from "@hono/zod-openapi";
import {
  concludeRequest,
  createExperimentRequest,
  exclusionRequest,
  experimentList,
  experimentResource,
  planRequest,
  planResponse,
  previewToken,
  reweightRequest,
  updateExperimentRequest,
} from "@pricewright/core/api";
import { PREVIEW_TOKEN_SECONDS, signPreviewToken } from "@pricewright/core/evaluation";
import { toExperimentResource } from "@pricewright/core/recording";
import { writeAudit } from "../audit/write-audit.ts";
import { lockScope } from "../database/lock-scope.ts";
import { experiments } from "../database/schema/index.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import type { Principal } from "../keys/principal.ts";
import { wholeOrPageQuery } from "../lists/page-query.ts";
import { partOf } from "../lists/part-of.ts";
import { RequestProblem } from "../problems/problem.ts";
import { etagOf } from "../problems/refuse-unless-matching.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import { refuseOverQuota } from "../quotas/refuse-over-quota.ts";
import { concludingReport } from "../results/concluding-report.ts";
import type { Services } from "../services.ts";
import { tellEndpoints } from "../webhooks/tell-endpoints.ts";
import { changeExperiment, type ExperimentChange, noteRevision } from "./change-experiment.ts";
import { excludeTraffic } from "./exclude-traffic.ts";
import { changedDraft, newExperiment, refuseIf, withdrawnProblems } from "./new-experiment.ts";
import { planTest } from "./plan-test.ts";
import { previewSecret } from "./preview-secret.ts";
import { type ExperimentRow, loadPricing } from "./pricing-cache.ts";
import { archived, concluded, paused, reweighted, started } from "./transitions.ts";

const params = z.object({ key: z.string() });
const ifMatch = z.object({ "if-match": z.string().optional() });
const withReason = z.strictObject({ reason: z.string().min(3).max(1000).optional() });

/** The experiments of a tenant: creating, reading, and every change of their state. */
export function experimentRoutes(services: Services, authenticate: Authenticate) {
  const { database, pricing, secretsOf, clock } = services;
  const manage: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: true })];
  const base = { tags: ["Experiments"], security: [{ secretKey: ["manage"] }], middleware: manage };
  const analyst: [ReturnType<Authenticate>] = [authenticate({ secret: "manage", session: "analyst" })];
  const one = { 200: answer("The experiment", experimentResource), "4XX": problemAnswer };

  const create = createRoute({
    ...base,
    method: "post",
    path: "/v1/experiments",
    summary: "Create an experiment",
    description: "Its variants name prices of the newest published catalog. It runs at once, unless it is a draft.",
    request: { body: json(createExperimentRequest) },
    responses: { 201: answer("The experiment", experimentResource), "4XX": problemAnswer },
  });
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/experiments",
    summary: "List experiments, oldest first",
    description: "Every one of them, or a part where a limit is given.",
    request: { query: wholeOrPageQuery },
    responses: { 200: answer("A part of the experiments", experimentList), "4XX": problemAnswer },
  });
  const read = createRoute({
    ...base,
    method: "get",
    path: "/v1/experiments/{key}",
    summary: "Read an experiment",
    request: { params },
    responses: one,
  });
  const update = createRoute({
    ...base,
    method: "patch",
    path: "/v1/experiments/{key}",
    summary: "Change a draft",
    request: { params, headers: ifMatch, body: json(updateExperimentRequest) },
    responses: one,
  });
  const start = transition("start", "Start or resume an experiment");
  const pause = transition(
    "pause",
    "Pause an experiment: nobody new is assigned, and every price that was shown stays",
  );
  const archive = transition("archive", "Put a draft or an ended experiment away");
  const reweight = createRoute({
    ...base,
    method: "post",
    path: "/v1/experiments/{key}/reweight",
    summary: "Change shares or coverage; who was shown a price keeps it",
    request: { params, headers: ifMatch, body: json(reweightRequest) },
    responses: one,
  });
  const conclude = createRoute({
    ...base,
    method: "post",
    path: "/v1/experiments/{key}/conclude",
    summary: "End an experiment with a winner, and keep its report",
    request: { params, headers: ifMatch, body: json(concludeRequest) },
    responses: one,
  });
  const clone = createRoute({
    ...base,
    method: "post",
    path: "/v1/experiments/{key}/clone",
    summary: "Make a draft like an experiment, under another key and with a salt of its own",
    request: { params, body: json(z.strictObject({ key: z.string().regex(/^[\w.-]{1,128}$/) })) },
    responses: { 201: answer("The draft", experimentResource), "4XX": problemAnswer },
  });
  const preview = createRoute({
    ...base,
    method: "post",
    path: "/v1/experiments/{key}/previews",
    summary: "A token with which a browser may look at each variant for an hour",
    request: { params },
    responses: { 201: answer("The token", previewToken), "4XX": problemAnswer },
  });
  const exclude = createRoute({
    ...base,
    middleware: analyst,
    method: "post",
    path: "/v1/experiments/{key}/exclusions",
    summary: "Leave traffic out of the results, in all arms alike",
    request: { params, body: json(exclusionRequest) },
    responses: {
      201: answer("What was left out", z.object({ id: z.string(), units: z.number() })),
      "4XX": problemAnswer,
    },
  });

  const plan = createRoute({
    ...base,
    middleware: analyst,
    method: "post",
    path: "/v1/experiments/{key}/plan",
    summary: "How many visitors and days an experiment takes, and what it costs",
    description:
      "Compares each arm's prices with the control's at the experiment's weights and coverage. It changes nothing.",
    request: { params, body: json(planRequest) },
    responses: { 200: answer("The plan", planResponse), "4XX": problemAnswer },
  });

  function transition<const Action extends string>(action: Action, summary: string) {
    return createRoute({
      ...base,
      method: "post",
      path: `/v1/experiments/{key}/${action}` as const,
      summary,
      request: { params, headers: ifMatch, body: { ...json(withReason), required: false } },
      responses: one,
    });
  }

  const store = async (
    actor: Principal,
    make: (
      loaded: Awaited<ReturnType<typeof loadPricing>>,
    ) => Omit<ExperimentRow, "tenantId" | "environment" | "createdAt">,
  ) => {
    const { scope } = actor;
    const now = clock();
    await refuseOverQuota(services, scope);
    const row = await database.inScope(scope, async (queries) => {
      // Two experiments created at once must be checked against each other.
      await lockScope(queries, scope);
      const values = make(await loadPricing(queries));
      const [made] = await queries
        .insert(experiments)
        .values({ ...scope, ...values })
        .onConflictDoNothing()
        .returning();
      if (!made)
        throw new RequestProblem(
          "already-exists",
          `An experiment with the key "${values.key}" exists. Choose another key.`,
        );
      if (made.startedAt !== null) await noteRevision(queries, made, "created", now);
      const entry = { actor: actor.id, action: "experiment.create", target: `experiment/${made.key}` };
      await writeAudit(queries, scope, { ...entry, detail: { status: made.status } }, now);
      if (made.status === "running")
        await tellEndpoints(
          queries,
          scope,
          { type: "experiment.started", data: { experiment: made.key, revision: made.revision } },
          now,
        );
      return made;
    });
    pricing.forget(scope);
    return row;
  };
  const change = (actor: Principal, input: Omit<ExperimentChange, "actor">) =>
    changeExperiment(services, { ...input, actor });
  const find = async ({ scope }: Principal, key: string) => {
    const row = (await pricing.get(scope)).experiments.get(key);
    if (!row) throw new RequestProblem("not-found", `There is no experiment "${key}".`);
    return row;
  };

  return createRoutes()
    .openapi(create, async (context) => {
      const request = context.req.valid("json");
      const row = await store(context.get("principal"), (loaded) => newExperiment(request, loaded, clock()));
      return context.json(toExperimentResource(row), 201, etagOf(row));
    })
    .openapi(list, async (context) => {
      const all = [...(await pricing.get(context.get("principal").scope)).experiments.values()];
      const { part, nextCursor } = partOf(all, context.req.valid("query"), ({ key }) => key);
      return context.json({ experiments: part.map(toExperimentResource), nextCursor }, 200);
    })
    .openapi(read, async (context) => {
      const row = await find(context.get("principal"), context.req.valid("param").key);
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(update, async (context) => {
      const changed = context.req.valid("json");
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "update",
        reason: "changed before the start",
        change: (before, { pricing: loaded }) => {
          if (before.status !== "draft")
            throw new RequestProblem(
              "wrong-status",
              `Experiment "${before.key}" is ${before.status}; only a draft can be changed. Reweight it, or clone it.`,
            );
          return changedDraft(before, changed, loaded);
        },
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(start, async (context) => {
      await refuseOverQuota(services, context.get("principal").scope);
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "start",
        reason: context.req.valid("json")?.reason ?? "started",
        change: (before, { now, pricing: { withdrawn } }) => {
          refuseIf(withdrawnProblems(before.variants, withdrawn));
          return started(before, now);
        },
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(pause, async (context) => {
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "pause",
        reason: context.req.valid("json")?.reason ?? "paused",
        change: paused,
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(archive, async (context) => {
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "archive",
        reason: context.req.valid("json")?.reason ?? "archived",
        change: archived,
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(reweight, async (context) => {
      const request = context.req.valid("json");
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "reweight",
        reason: request.reason,
        change: (before) => reweighted(before, request),
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(conclude, async (context) => {
      const request = context.req.valid("json");
      const row = await change(context.get("principal"), {
        ...target(context.req.valid("param"), context.req.valid("header")),
        action: "conclude",
        reason: request.reason,
        change: async (before, { queries, pricing: loaded, now }) => {
          const after = concluded(before, request, now);
          return { ...after, conclusion: await concludingReport(queries, after, loaded, now) };
        },
      });
      return context.json(toExperimentResource(row), 200, etagOf(row));
    })
    .openapi(clone, async (context) => {
      const actor = context.get("principal");
      const { key } = context.req.valid("json");
      const { name, control, variants, coverage, settings } = await find(actor, context.req.valid("param").key);
      // Its place in a layer is taken, who looked at it was told so, and when it ends is for its own end to say.
      const { layer: _, forced: __, releaseAfterDays: ___, ...options } = settings;
      const request = { key, name: `${name} (copy)`, control, variants, coverage, draft: true };
      const row = await store(actor, (loaded) => newExperiment({ ...request, ...options }, loaded, clock()));
      return context.json(toExperimentResource(row), 201, etagOf(row));
    })
    .openapi(preview, async (context) => {
      const { scope, ...actor } = context.get("principal");
      const { key } = await find({ scope, ...actor }, context.req.valid("param").key);
      const expiresAt = new Date(clock().getTime() + PREVIEW_TOKEN_SECONDS * 1000);
      const token = signPreviewToken(key, expiresAt, previewSecret(scope, await secretsOf(scope.tenantId)));
      return context.json({ token, expiresAt: expiresAt.toISOString() }, 201);
    })
    .openapi(plan, async (context) => {
      const { scope, ...actor } = context.get("principal");
      const row = await find({ scope, ...actor }, context.req.valid("param").key);
      return context.json(planTest(row, await pricing.get(scope), context.req.valid("json")), 200);
    })
    .openapi(exclude, async (context) => {
      const { key } = context.req.valid("param");
      const result = await excludeTraffic(services, context.get("principal"), key, context.req.valid("json"));
      return context.json(result, 201);
    });
}

function target({ key }: { readonly key: string }, headers: { readonly "if-match"?: string | undefined }) {
  return { key, ifMatch: headers["if-match"] };
}
