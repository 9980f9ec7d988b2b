import { CurrencySelect, PricingProvider, usePrice } from "@pricewright/react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <CurrencySelect currencies={["USD", "EUR"]} names={{ USD: "US dollar", EUR: "Euro" }} />
      <StarterPrice />
    </PricingProvider>
  );
}

function StarterPrice() {
  const price = usePrice("starter");
  return (
    <p role="status">
      Starter costs {price?.formatted} {price?.period}.
    </p>
  );
}
