import type { Interval, PricingDocument } from "@pricewright/core/catalog";
import type { BrowserStorage } from "../client/browser-client.ts";
import type { PricingMessages } from "../messages/messages.ts";
import { usePricingContext } from "./use-pricing-context.ts";

/** What {@link usePricing} gives. */
export interface UsePricingResult {
  /** What is on the page: the server's document, or the one of the currency that was chosen since. */
  readonly document: PricingDocument;
  /** What plans are bought on; null where nothing can be bought. */
  readonly quote: string | null;
  /** Ids of prices that the visitor was shown and that are no longer offered. */
  readonly withdrawn: readonly string[];
  /** The interval whose prices are shown; null where no plan offers a choice. */
  readonly interval: Interval | null;
  /** The intervals that can be chosen, in the document's order. */
  readonly intervals: readonly Interval[];
  /** Shows the prices of another interval. */
  readonly select: (interval: Interval) => void;
  /** Shows the prices in another currency, unless the visitor was shown a price that is under test. */
  readonly selectCurrency: (currency: string) => Promise<void>;
  /**
   * The visitor agreed to storage, or took it back. Asks for their prices again: what they saw before they agreed stays, and
   * can be bought from then on. Call it when your app knows of it, so that the adapter's `hasConsent` does.
   */
  readonly setStorage: (storage: BrowserStorage) => Promise<void>;
  /** The texts, yours in the place of the English ones. */
  readonly messages: PricingMessages;
}

/**
 * The pricing document and the chosen interval, for a pricing page of your own making.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function PlanNames() {
 *   const { document } = usePricing();
 *   return <ul>{document.plans.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>;
 * }
 */
export function usePricing(): UsePricingResult {
  return usePricingContext("usePricing()");
}
