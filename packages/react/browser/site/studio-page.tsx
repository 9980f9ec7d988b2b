import type { ReactElement } from "react";
import { CurrencySelect, FeatureComparison, PricingTable } from "../../src/index.ts";

/** Everything that a pricing page can have. */
export function StudioPage(): ReactElement {
  return (
    <div className="stack">
      <CurrencySelect currencies={["USD", "JPY", "KWD"]} />
      <PricingTable
        highlightedPlan="team"
        contactHref="/contact"
        formerPrices={{ "team-390": "$468", "team-490": "$588" }}
      />
      <FeatureComparison />
    </div>
  );
}
