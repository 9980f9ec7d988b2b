import type { UnitReference } from "@pricewright/core";
import type { Interval, PricingDocument } from "@pricewright/core/catalog";
import { type Context, createContext } from "react";
import type { Exposure } from "../exposure/exposure.ts";
import type { PricingMessages } from "../messages/messages.ts";

/** What a provider holds for the components below it. */
export interface PricingContextValue {
  readonly document: PricingDocument;
  readonly unit: UnitReference | undefined;
  readonly messages: PricingMessages;
  readonly onExposure: ((exposure: Exposure) => void) | undefined;
  /** Null where there is nothing to choose between. */
  readonly interval: Interval | null;
  readonly intervals: readonly Interval[];
  /** Whether the visitor has chosen an interval, so that the change is worth announcing. */
  readonly changed: boolean;
  readonly select: (interval: Interval) => void;
}

export const PricingContext: Context<PricingContextValue | null> = createContext<PricingContextValue | null>(null);
