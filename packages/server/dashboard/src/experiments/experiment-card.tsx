import type { ExperimentResource } from "@pricewright/core/api";
import type { ReactElement } from "react";
import { Link } from "../navigation/link.tsx";
import { resultsPath } from "../navigation/route.ts";
import { formatDate } from "../results/format-date.ts";
import { StatusBadge } from "./status-badge.tsx";

/** Props of {@link ExperimentCard}. */
export interface ExperimentCardProps {
  readonly experiment: ExperimentResource;
}

/** One experiment of the list. */
export function ExperimentCard({ experiment }: ExperimentCardProps): ReactElement {
  const { key, name, status, variants, control, startedAt, endedAt } = experiment;
  return (
    <li className="card experiment">
      <div>
        <h2>
          <Link href={resultsPath(key)}>{name}</Link>
        </h2>
        <p className="quiet">
          {variants.map((variant) => (variant.key === control ? `${variant.key} (control)` : variant.key)).join(" · ")}
        </p>
      </div>
      <p className="quiet">
        {startedAt === null
          ? "not started"
          : endedAt
            ? `${formatDate(startedAt)} to ${formatDate(endedAt)}`
            : `since ${formatDate(startedAt)}`}
      </p>
      <StatusBadge status={status} />
    </li>
  );
}
