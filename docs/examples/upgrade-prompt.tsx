import { PricingProvider, UpgradePrompt } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <UpgradePrompt plan="team">Your seat is taken. Team has room for ten.</UpgradePrompt>
    </PricingProvider>
  );
}
