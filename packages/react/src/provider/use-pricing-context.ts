import { PricewrightError } from "@pricewright/core";
import { useContext } from "react";
import { PricingContext, type PricingContextValue } from "./pricing-context.ts";

/**
 * What the nearest provider holds.
 *
 * @throws PricewrightError `missing-provider`
 */
export function usePricingContext(user: string): PricingContextValue {
  const value = useContext(PricingContext);
  if (value) return value;
  throw new PricewrightError(
    "missing-provider",
    `${user} was used outside a PricingProvider. Wrap the page in <PricingProvider document={document}>.`,
  );
}
