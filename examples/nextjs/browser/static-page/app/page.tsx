import { PricingProvider, PricingTable } from "@pricewright/react";
import type { ReactElement } from "react";
import { shop } from "../../../src/shop/shop.ts";

/** Made again every minute, and the same for everybody until then. */
export const revalidate = 60;

export default async function Page(): Promise<ReactElement> {
  const { pricing, quote } = await shop.pricing.evaluate({});
  return (
    <PricingProvider document={pricing} quote={quote}>
      <PricingTable />
    </PricingProvider>
  );
}
