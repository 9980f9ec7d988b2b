import { PricingProvider, PricingTable } from "@pricewright/react";
import type { Metadata } from "next";
import type { ReactElement } from "react";
import { prices } from "../shop/prices.ts";

export const metadata: Metadata = { title: "Pricing" };

/** A server component: the visitor's own prices are in the HTML, and the table comes alive in the browser. */
export default async function PricingPage(): Promise<ReactElement> {
  const { pricing, quote, withdrawn } = await prices.evaluate();
  return (
    <>
      <h1>Long reads, short</h1>
      <p className="lead">Gist reads what you have no time for, and says what it says.</p>
      <PricingProvider document={{ ...pricing, packs: [] }} quote={quote} withdrawn={withdrawn}>
        <PricingTable highlightedPlan="newsroom" />
      </PricingProvider>
      <p className="note">No money moves in this example: payments go to a sandbox on this machine.</p>
    </>
  );
}
