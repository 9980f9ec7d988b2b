import { FeatureComparison, PricingProvider } from "@pricewright/react";
import { pricing } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing}>
      <FeatureComparison caption="What each plan includes" />
    </PricingProvider>
  );
}
