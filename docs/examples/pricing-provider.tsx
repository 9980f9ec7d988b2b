import { PricingProvider, PricingTable } from "@pricewright/react";
import { useState } from "react";
import { pricing, quote } from "./shop.ts";

const plansAlone = { CreditPackPicker: () => null };

export function Example() {
  const [seen, setSeen] = useState<readonly string[]>([]);
  return (
    <PricingProvider
      document={pricing}
      quote={quote}
      messages={{ choose: "Start with {plan}", chooseName: "Start with {plan}, {price}, {period}" }}
      onExposure={({ experiment, variant }) => setSeen((before) => [...before, `${experiment}: ${variant}`])}
    >
      <PricingTable slots={plansAlone} />
      <p role="status">Seen for a second: {seen.join(", ") || "nothing yet"}</p>
    </PricingProvider>
  );
}
