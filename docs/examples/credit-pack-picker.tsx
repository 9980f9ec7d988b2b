import { CreditPackPicker, PricingProvider } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <CreditPackPicker />
    </PricingProvider>
  );
}
