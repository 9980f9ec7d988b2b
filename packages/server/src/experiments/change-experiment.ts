import { experimentDefinition } from "@pricewright/core/recording";
import type { ExperimentReport } from "@pricewright/core/statistics";
import { and, eq } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import type { Queries } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { experimentRevisions, experiments } from "../database/schema/index.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";
import { refuseUnlessMatching } from "../problems/refuse-unless-matching.ts";
import type { Services } from "../services.ts";
import { tellEndpoints } from "../webhooks/tell-endpoints.ts";
import { type ExperimentRow, loadPricing, type Pricing } from "./pricing-cache.ts";

/** One change of one experiment. */
export interface ExperimentChange {
  readonly key: string;
  /** The `If-Match` header: the version that the caller saw. */
  readonly ifMatch: string | undefined;
  readonly actor: Principal;
  /** Such as `start`. */
  readonly action: string;
  readonly reason: string;
  /** The experiment as it is to be. */
  readonly change: (row: ExperimentRow, context: ChangeContext) => ChangedExperiment | Promise<ChangedExperiment>;
}

/** An experiment as it is to be, with the report of its conclusion where that is what changes. */
type ChangedExperiment = ExperimentRow & { readonly conclusion?: ExperimentReport };

/** What a change may look at. */
interface ChangeContext {
  readonly pricing: Pricing;
  readonly queries: Queries;
  readonly now: Date;
}

/**
 * Changes an experiment that nobody changed meanwhile, notes a new revision where assignment changes, and writes who did
 * it and why, all in one transaction.
 *
 * @throws RequestProblem `not-found`, `if-match-required`, `changed-meanwhile`, or what the change finds wrong.
 */
export async function changeExperiment(
  { database, pricing, clock }: Pick<Services, "database" | "pricing" | "clock">,
  { key, ifMatch, actor, action, reason, change }: ExperimentChange,
): Promise<ExperimentRow> {
  const { scope } = actor;
  const now = clock();
  const row = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const loaded = await loadPricing(queries);
    const before = loaded.experiments.get(key);
    if (!before) throw new RequestProblem("not-found", `There is no experiment "${key}".`);
    refuseUnlessMatching({ what: `Experiment "${key}"`, version: before.version, ifMatch });
    const changed = await change(before, { pricing: loaded, queries, now });
    const { conclusion, ...row } = changed;
    const after: ExperimentRow = { ...row, version: before.version + 1 };
    const { tenantId: _, environment: __, createdAt: ___, ...values } = after;
    await queries
      .update(experiments)
      .set(conclusion === undefined ? values : { ...values, conclusion })
      .where(
        and(
          eq(experiments.tenantId, scope.tenantId),
          eq(experiments.environment, scope.environment),
          eq(experiments.key, key),
        ),
      );
    if (after.revision !== before.revision || (before.startedAt === null && after.startedAt !== null))
      await noteRevision(queries, after, reason, now);
    await writeAudit(
      queries,
      scope,
      {
        actor: actor.id,
        action: `experiment.${action}`,
        target: `experiment/${key}`,
        detail: { reason, before: summaryOf(before), after: summaryOf(after) },
      },
      now,
    );
    await tellOfChange(queries, before, after, now);
    return after;
  });
  pricing.forget(scope);
  return row;
}

async function tellOfChange(queries: Queries, before: ExperimentRow, after: ExperimentRow, now: Date): Promise<void> {
  const { key: experiment, revision, winner } = after;
  if (before.startedAt === null && after.startedAt !== null)
    await tellEndpoints(queries, after, { type: "experiment.started", data: { experiment, revision } }, now);
  if (before.status !== "completed" && after.status === "completed")
    await tellEndpoints(queries, after, { type: "experiment.concluded", data: { experiment, winner } }, now);
}

/** Keeps the experiment as it is in its revision. */
export async function noteRevision(queries: Queries, row: ExperimentRow, reason: string, now: Date): Promise<void> {
  const { tenantId, environment, key, revision, weightEpoch, catalogVersion, startedAt } = row;
  await queries.insert(experimentRevisions).values({
    tenantId,
    environment,
    experiment: key,
    revision,
    weightEpoch,
    definition: { ...experimentDefinition(row), status: "running" },
    catalogVersion,
    reason,
    // The first revision is that of the whole time before, also of a test that took place elsewhere.
    at: revision === 1 && startedAt !== null ? startedAt : now.toISOString(),
  });
}

function summaryOf({ status, revision, coverage, variants, winner }: ExperimentRow) {
  return { status, revision, coverage, weights: variants.map(({ key, weight }) => [key, weight]), winner };
}
