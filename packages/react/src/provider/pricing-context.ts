import type { UnitReference } from "@pricewright/core";
import type { DocumentPrice, Interval, PricingDocument } from "@pricewright/core/catalog";
import { type Context, createContext } from "react";
import type { BrowserClient, BrowserStorage } from "../client/browser-client.ts";
import type { Exposure } from "../exposure/exposure.ts";
import type { PricingMessages } from "../messages/messages.ts";
import type { CurrentAnswer } from "./use-current-answer.ts";

/** What a provider holds for the components below it. */
export interface PricingContextValue extends CurrentAnswer {
  readonly unit: UnitReference | undefined;
  readonly client: BrowserClient;
  readonly messages: PricingMessages;
  readonly onExposure: ((exposure: Exposure) => void) | undefined;
  /** Null where there is nothing to choose between. */
  readonly interval: Interval | null;
  readonly intervals: readonly Interval[];
  /** What the visitor chose last, so that the change is worth announcing. */
  readonly changed: "interval" | "currency" | null;
  readonly select: (interval: Interval) => void;
  readonly selectCurrency: (currency: string) => Promise<void>;
  readonly setStorage: (storage: BrowserStorage) => Promise<void>;
  /** The prices that stand on the page, by their elements. */
  readonly rendered: Map<Element, DocumentPrice>;
}

/** What is on the page now: what the server gave, or what came since. */
export interface ShownAnswer {
  readonly document: PricingDocument;
  /** Null where nothing can be bought. */
  readonly quote: string | null;
  /** Ids of prices that the visitor was shown and that are no longer offered. */
  readonly withdrawn: readonly string[];
  /** What a visitor was shown who has not agreed to a cookie, signed; null with consent. */
  readonly shown: string | null;
}

export const PricingContext: Context<PricingContextValue | null> = createContext<PricingContextValue | null>(null);
