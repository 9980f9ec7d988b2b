import type { PricingAnswer } from "@pricewright/node";
import { PricingProvider, PricingTable } from "@pricewright/react";
import type { ReactElement } from "react";

/** The pricing page of somebody. */
export function PricesOf({ answer }: { readonly answer: Pick<PricingAnswer, "pricing" | "quote"> }): ReactElement {
  return (
    <PricingProvider document={answer.pricing} quote={answer.quote}>
      <PricingTable />
    </PricingProvider>
  );
}
