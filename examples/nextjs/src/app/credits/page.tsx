import { CreditBalance, CreditPackPicker, PricingProvider, UsageMeter } from "@pricewright/react";
import { creditDocument, usageDocument } from "@pricewright/react/server";
import type { Metadata } from "next";
import type { ReactElement } from "react";
import { prices } from "../../shop/prices.ts";
import { visitorCredits } from "../../shop/visitor-credits.ts";
import { SummaryForm } from "./summary-form.tsx";

export const metadata: Metadata = { title: "Credits" };

/** What a visitor has, what they used, something to use it for, and packs to buy more. */
export default async function CreditsPage(): Promise<ReactElement> {
  const { unit, pricing, quote, withdrawn } = await prices.evaluate();
  const balance = await (await visitorCredits(unit.id)).balance();
  const used = Number(balance.consumed);
  const all = used + Number(balance.available) + Number(balance.held);
  return (
    <>
      <h1>Credits</h1>
      <p className="lead">A credit pays for ten words.</p>
      <div className="columns">
        <CreditBalance credits={creditDocument({ balance, lowBelow: 50 })} />
        <UsageMeter usage={usageDocument({ name: "Credits used", used, limit: all })} />
      </div>
      <SummaryForm />
      <PricingProvider document={pricing} quote={quote} withdrawn={withdrawn}>
        <CreditPackPicker />
      </PricingProvider>
    </>
  );
}
