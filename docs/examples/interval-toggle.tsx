import { IntervalToggle, PricingProvider, usePrice } from "@pricewright/react";
import { pricing } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing}>
      <IntervalToggle />
      <TeamPrice />
    </PricingProvider>
  );
}

function TeamPrice() {
  const price = usePrice("team");
  return (
    <p role="status">
      Team costs {price?.formatted} {price?.period}.
    </p>
  );
}
