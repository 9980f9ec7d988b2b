import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";
import { formatDate } from "../times/format-times.ts";
import { StatusBadge } from "./status-badge.tsx";

/** Props of {@link ExperimentCard}. */
export interface ExperimentCardProps {
  readonly experiment: ExperimentResource;
}

/** One experiment of the list. A draft leads to its set-up, all others to their results. */
export function ExperimentCard({ experiment }: ExperimentCardProps): ReactElement {
  const { key, name, status, variants, control } = experiment;
  return (
    <li className="card experiment">
      <div>
        <h2>
          <Link href={status === "draft" ? `${resultsPath(key)}/set-up` : resultsPath(key)}>{name}</Link>
        </h2>
        <p className="quiet">
          {variants.map((variant) => (variant.key === control ? `${variant.key} (control)` : variant.key)).join(" · ")}
        </p>
      </div>
      <p className="quiet">{periodOf(experiment)}</p>
      <StatusBadge status={status} />
    </li>
  );
}

function periodOf({ startedAt, endedAt, startAt }: ExperimentResource): string {
  if (startedAt === null) return startAt === null ? "not started" : `starts ${formatDate(startAt)}`;
  return endedAt ? `${formatDate(startedAt)} to ${formatDate(endedAt)}` : `since ${formatDate(startedAt)}`;
}
