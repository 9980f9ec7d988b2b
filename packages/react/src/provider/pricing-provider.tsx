import type { UnitReference } from "@pricewright/core";
import type { Interval, PricingDocument } from "@pricewright/core/catalog";
import { type ReactElement, type ReactNode, useMemo, useState } from "react";
import type { Exposure } from "../exposure/exposure.ts";
import { englishMessages } from "../messages/english-messages.ts";
import type { PricingMessages } from "../messages/messages.ts";
import { intervalsOf } from "../table/intervals-of.ts";
import { PricingContext, type PricingContextValue } from "./pricing-context.ts";

/** Props of {@link PricingProvider}. */
export interface PricingProviderProps {
  /** What this visitor sees, made by the server. */
  readonly document: PricingDocument;
  /** Whom the document was made for. Only used to tell whether an exposure of this page was already reported. */
  readonly unit?: UnitReference | undefined;
  /** Called when the visitor really saw prices under test: once per experiment and page. */
  readonly onExposure?: ((exposure: Exposure) => void) | undefined;
  /** Texts that replace the English ones. */
  readonly messages?: Partial<PricingMessages> | undefined;
  readonly children?: ReactNode;
}

/**
 * Holds the pricing document for the components and hooks below it. The first render uses the document's strings as
 * they are, so a page rendered on the server shows the right price before any script runs.
 *
 * @example
 * <PricingProvider document={document} onExposure={(exposure) => send(exposure)}>
 *   <PricingTable checkoutHref="/checkout" />
 * </PricingProvider>
 */
export function PricingProvider(props: PricingProviderProps): ReactElement {
  const { document, unit, onExposure, messages, children } = props;
  const [selected, select] = useState<Interval | null>(null);
  const value = useMemo((): PricingContextValue => {
    const intervals = intervalsOf(document);
    const changed = selected !== null && intervals.includes(selected);
    return {
      document,
      unit,
      onExposure,
      messages: { ...englishMessages, ...messages },
      intervals,
      interval: changed ? selected : (intervals[0] ?? null),
      changed,
      select,
    };
  }, [document, unit, onExposure, messages, selected]);
  return <PricingContext.Provider value={value}>{children}</PricingContext.Provider>;
}
