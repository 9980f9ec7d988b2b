import type { ReactElement } from "react";
import { PricingTable } from "../../src/index.ts";

/** One pricing table under three brands, each nothing but custom properties. */
export function BrandsPage(): ReactElement {
  return (
    <div className="stack">
      {["Press", "Terminal", "Garden"].map((brand) => (
        <div className={`brand brand-${brand.toLowerCase()}`} key={brand}>
          <PricingTable
            heading={brand}
            highlightedPlan="team"
            contactHref="/contact"
            slots={{ CreditPackPicker: NoPacks }}
          />
        </div>
      ))}
    </div>
  );
}

function NoPacks(): null {
  return null;
}
