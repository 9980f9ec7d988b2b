import type { Interval, PricingDocument } from "@pricewright/core/catalog";
import type { PricingMessages } from "../messages/messages.ts";
import { usePricingContext } from "./use-pricing-context.ts";

/** What {@link usePricing} gives. */
export interface UsePricingResult {
  readonly document: PricingDocument;
  /** The interval whose prices are shown; null where no plan offers a choice. */
  readonly interval: Interval | null;
  /** The intervals that can be chosen, in the document's order. */
  readonly intervals: readonly Interval[];
  /** Shows the prices of another interval. */
  readonly select: (interval: Interval) => void;
  readonly messages: PricingMessages;
}

/**
 * The pricing document and the chosen interval, for a pricing page of your own making.
 *
 * @throws PricewrightError `missing-provider`
 */
export function usePricing(): UsePricingResult {
  const { document, interval, intervals, select, messages } = usePricingContext("usePricing()");
  return { document, interval, intervals, select, messages };
}
