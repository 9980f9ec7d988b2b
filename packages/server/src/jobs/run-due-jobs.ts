import type { Scope } from "../database/database.ts";
import { changeExperiment } from "../experiments/change-experiment.ts";
import { started } from "../experiments/transitions.ts";
import { takeSnapshots } from "../results/timeline.ts";
import type { Services } from "../services.ts";

/**
 * What time makes due in a scope: drafts start that were to start by now, and the day's numbers of running experiments
 * are kept for the timeline. Done again, it changes nothing but those numbers.
 */
export async function runDueJobs(
  services: Pick<Services, "database" | "pricing" | "clock">,
  scope: Scope,
): Promise<void> {
  const { database, pricing, clock } = services;
  const now = clock();
  const { experiments } = await pricing.get(scope);
  const due = [...experiments.values()].filter(
    ({ status, startAt }) => status === "draft" && startAt !== null && Date.parse(startAt) <= now.getTime(),
  );
  for (const { key, version } of due)
    await changeExperiment(services, {
      key,
      ifMatch: `"v${version}"`,
      actor: {
        kind: "session",
        scope,
        id: "schedule",
        keyId: "schedule",
        scopes: [],
        origins: [],
      },
      action: "start",
      reason: "its time had come",
      change: (row, context) => started(row, context.now),
    });
  await takeSnapshots(database, scope, await pricing.get(scope), now);
}
