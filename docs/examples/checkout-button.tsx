import { CheckoutButton, PricingProvider } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <CheckoutButton plan="team" />
      <CheckoutButton plan="small">Buy 1,000 credits</CheckoutButton>
    </PricingProvider>
  );
}
