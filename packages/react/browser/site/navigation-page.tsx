import { type ReactElement, useState } from "react";
import { PricingTable } from "../../src/index.ts";

/** A page whose pricing table comes and goes without the page being loaded again. */
export function NavigationPage(): ReactElement {
  const [visits, setVisits] = useState(0);
  return (
    <div className="stack">
      <button type="button" onClick={() => setVisits(visits + 1)}>
        Go
      </button>
      {visits % 2 === 0 ? <PricingTable /> : <p>Elsewhere</p>}
    </div>
  );
}
