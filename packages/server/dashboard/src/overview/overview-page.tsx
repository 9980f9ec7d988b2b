import { billingStatus, type ExperimentResource, experimentList, usageResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { ResourceStatus } from "../api/resource-status.tsx";
import { useResource } from "../api/use-resource.ts";
import { QuotaMeter } from "../billing/quota-meter.tsx";
import { ExperimentCard } from "../experiments/experiment-card.tsx";
import { Link } from "../navigation/link.tsx";
import { PageTitle } from "../navigation/page-title.tsx";
import { formatDistance } from "../times/format-times.ts";
import { FirstSteps } from "./first-steps.tsx";
import { RunningExperiment } from "./running-experiment.tsx";

/** Most running experiments that say here what they have found; each is read by itself. */
const MOST = 5;

/** What runs, what waits for a decision, and how much of the plan is used. */
export function OverviewPage(): ReactElement {
  const resource = useResource("/v1/experiments", experimentList);
  const usage = useResource("/v1/usage", usageResponse);
  const billing = useResource("/v1/billing/status", billingStatus);
  const experiments = resource.data?.experiments ?? [];
  const running = experiments.filter(({ status }) => status === "running" || status === "paused").toReversed();
  const drafts = experiments.filter(({ status }) => status === "draft").toReversed();
  const trialEndsAt = billing.data?.status === "trialing" ? billing.data.trialEndsAt : null;
  return (
    <>
      <PageTitle>Overview</PageTitle>
      {trialEndsAt && (
        <p className="note">
          Your trial ends {formatDistance(trialEndsAt)}. <Link href="/billing">See plans</Link>
        </p>
      )}
      <ResourceStatus resource={resource} />
      {resource.data && <FirstSteps experiments={experiments} />}
      {running.length > 0 && <h2 className="section">Running</h2>}
      {running.slice(0, MOST).map((experiment: ExperimentResource) => (
        <RunningExperiment key={experiment.key} experiment={experiment} />
      ))}
      {running.length > MOST && <Link href="/experiments?status=running">All {running.length} that run</Link>}
      {drafts.length > 0 && (
        <>
          <h2 className="section">Drafts</h2>
          <ul className="experiments">
            {drafts.map((experiment) => (
              <ExperimentCard key={experiment.key} experiment={experiment} />
            ))}
          </ul>
        </>
      )}
      {usage.data && <QuotaMeter usage={usage.data} />}
    </>
  );
}
