import type { MarginResponse } from "@pricewright/core/api";
import type { ReactElement } from "react";

/** Props of {@link AdviceList}. */
export interface AdviceListProps {
  readonly advice: MarginResponse["advice"];
}

/** What to do about the margin; that nothing needs doing is said too. */
export function AdviceList({ advice }: AdviceListProps): ReactElement {
  return (
    <section className="card" aria-labelledby="advice">
      <h2 id="advice">What to do</h2>
      {advice.length === 0 && <p>Nothing: no figure is outside of its target.</p>}
      <ul className="checks">
        {advice.map(({ code, severity, message }) => (
          <li key={code}>
            <span className="check" data-state={severity === "act" ? "fix-first" : "note"}>
              {severity === "act" ? "Act now" : "Watch"}
            </span>
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
