import type { DocumentPrice } from "@pricewright/core/catalog";
import { priceFor } from "../table/price-for.ts";
import { findProduct } from "./find-product.ts";
import { usePricingContext } from "./use-pricing-context.ts";

/** What {@link usePrice} gives. */
export interface UsePriceResult extends DocumentPrice {
  /** What stands beside the price, such as `"per month"`. */
  readonly period: string;
}

/**
 * The price of a plan or pack at the chosen interval; null where it has none. Report that it was seen with `useExposure`.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function ProPrice() {
 *   const price = usePrice("pro");
 *   return price && <p>{price.formatted} {price.period}</p>;
 * }
 */
export function usePrice(plan: string): UsePriceResult | null {
  const { document, interval, messages } = usePricingContext("usePrice()");
  const product = findProduct(document, plan);
  const price = product && priceFor(product, interval);
  return price ? { ...price, period: messages.periods[price.interval] } : null;
}
