import { CheckoutButton, CreditBalance, PricingProvider } from "@pricewright/react";
import { creditDocument } from "@pricewright/react/server";
import { pricing, quote } from "./shop.ts";

// Your server writes it, from `GET /v1/accounts/{id}/credits`.
const credits = creditDocument({ balance: { available: "64.5", held: "120" }, lowBelow: 100 });

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <CreditBalance credits={credits}>
        <CheckoutButton plan="small">Buy 1,000 credits</CheckoutButton>
      </CreditBalance>
    </PricingProvider>
  );
}
