import { type ExperimentResource, resultsResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { useResource } from "../api/use-resource.ts";
import { StatusBadge } from "../experiments/status-badge.tsx";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";
import { formatNumber } from "../numbers/format-numbers.ts";
import { decisionSentence } from "../results/decision-sentence.ts";

/** Props of {@link RunningExperiment}. */
export interface RunningExperimentProps {
  readonly experiment: ExperimentResource;
}

/** An experiment that runs, and its decision in a sentence. */
export function RunningExperiment({ experiment: { key, name, status } }: RunningExperimentProps): ReactElement {
  const { data } = useResource(`/v1/experiments/${encodeURIComponent(key)}/results`, resultsResponse);
  const decision = data?.report.decision.action;
  const arrived = data?.report.variants.reduce((sum, { arrivals }) => sum + arrivals, 0) ?? 0;
  const waits = decision !== undefined && decision !== "continue";
  return (
    <section className="card running" data-waits={waits} aria-label={name}>
      <div className="page-head">
        <h3>
          <Link href={resultsPath(key)}>{name}</Link>
        </h3>
        <StatusBadge status={status} />
      </div>
      <p>{data === null ? "Reading…" : arrived === 0 ? "Nobody has seen its prices yet." : decisionSentence(data)}</p>
      <p className="quiet small">{data && `${formatNumber(arrived)} visitors`}</p>
      {waits && arrived > 0 && (
        <div className="actions">
          <Link href={resultsPath(key)} className="button primary">
            {decision === "fix-first" ? "See what to fix" : "Decide"}
          </Link>
        </div>
      )}
    </section>
  );
}
