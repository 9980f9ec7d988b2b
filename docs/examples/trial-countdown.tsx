import { CheckoutButton, PricingProvider, TrialCountdown } from "@pricewright/react";
import { trialDocument } from "@pricewright/react/server";
import { pricing, quote } from "./shop.ts";

// Your server writes it with the page, at its own time: new Date().
const trial = trialDocument({ endsAt: "2026-04-01T12:00:00Z", now: new Date("2026-03-27T12:00:00Z") });

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <TrialCountdown trial={trial}>
        <CheckoutButton plan="team">Keep Team</CheckoutButton>
      </TrialCountdown>
    </PricingProvider>
  );
}
