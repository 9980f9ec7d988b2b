import type { ReactElement } from "react";
import { CheckoutButton, CreditBalance, TrialCountdown, UpgradePrompt, UsageMeter } from "../../src/index.ts";
import { creditDocument, trialDocument, usageDocument } from "../../src/server/index.ts";

const credits = creditDocument({ balance: { available: "64.5", held: "120", debt: "0" }, lowBelow: 100 });
const plenty = creditDocument({ balance: { available: "18250" } });
const trial = trialDocument({ endsAt: "2026-04-01T12:00:00Z", now: new Date("2026-03-27T12:00:00Z") });
const usages = [
  usageDocument({ name: "Projects", used: 1, limit: 3 }),
  usageDocument({ name: "Render minutes", used: 4300, limit: 5000, resetsAt: "2026-04-01T00:00:00Z" }),
  usageDocument({ name: "Seats", used: 10, limit: 10 }),
  usageDocument({ name: "API calls", used: 120_400, limit: null }),
];

/** What an account sees of its plan, its credits and its usage. */
export function AccountPage(): ReactElement {
  return (
    <div className="stack">
      <UpgradePrompt plan="team">All ten seats are taken. Team has room for more.</UpgradePrompt>
      <div className="columns">
        <TrialCountdown trial={trial} />
        <CreditBalance credits={credits}>
          <CheckoutButton plan="small">Buy 1,000 credits</CheckoutButton>
        </CreditBalance>
        <CreditBalance credits={plenty} />
      </div>
      <div className="stack">
        {usages.map((usage) => (
          <UsageMeter key={usage.name} usage={usage} />
        ))}
      </div>
    </div>
  );
}
