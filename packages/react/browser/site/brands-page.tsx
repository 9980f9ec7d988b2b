import type { ReactElement } from "react";
import { PricingTable } from "../../src/index.ts";

/** One pricing table under three brands, each nothing but custom properties. */
export function BrandsPage(): ReactElement {
  return (
    <div className="stack">
      {["press", "terminal", "garden"].map((brand) => (
        <div className={`brand brand-${brand}`} key={brand}>
          <PricingTable highlightedPlan="team" contactHref="/contact" slots={{ CreditPackPicker: () => null }} />
        </div>
      ))}
    </div>
  );
}
