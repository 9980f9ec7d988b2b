import { IntervalToggle, PlanCard, PricingProvider, usePricing } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <IntervalToggle />
      <TeamCard />
    </PricingProvider>
  );
}

function TeamCard() {
  const team = usePricing().document.plans.find(({ id }) => id === "team");
  return team && <PlanCard plan={team} headingLevel={2} highlighted formerPrice="$59" />;
}
