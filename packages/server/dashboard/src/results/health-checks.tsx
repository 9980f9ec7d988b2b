import type { ExperimentReport } from "@pricewright/core/statistics";
import type { ReactElement } from "react";
import { listChecks } from "./list-checks.ts";

/** Props of {@link HealthChecks}. */
export interface HealthChecksProps {
  readonly report: ExperimentReport;
}

const STATES = { passed: "Passed", note: "Note", warning: "Warning", "fix-first": "Fix first" } as const;

/** Whether the data is fit to be read: every check, the passed ones too. */
export function HealthChecks({ report }: HealthChecksProps): ReactElement {
  return (
    <section className="card" aria-labelledby="checks">
      <h2 id="checks">Checks of the data</h2>
      <ul className="checks">
        {listChecks(report).map(({ code, state, title, detail }) => (
          <li key={code}>
            <span className="check" data-state={state}>
              {STATES[state]}
            </span>
            <span>{title}</span>
            <span className="quiet">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
