import { PricingProvider, PricingTable } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <PricingTable
        heading="Plans"
        highlightedPlan="team"
        contactHref="mailto:sales@shop.example"
        formerPrices={{ "team-year-490": "$588" }}
      />
    </PricingProvider>
  );
}
