import type { UnitReference } from "@pricewright/core";
import type { DocumentPrice, Interval, PricingDocument } from "@pricewright/core/catalog";
import { type ReactElement, type ReactNode, useEffect, useMemo, useState } from "react";
import { useCacheCheck } from "../caching/use-cache-check.ts";
import type { BrowserClient } from "../client/browser-client.ts";
import { defaultClient } from "../client/default-client.ts";
import type { Exposure } from "../exposure/exposure.ts";
import { englishMessages } from "../messages/english-messages.ts";
import type { PricingMessages } from "../messages/messages.ts";
import { intervalsOf } from "../table/intervals-of.ts";
import { PricingContext, type PricingContextValue } from "./pricing-context.ts";
import { useCurrentAnswer } from "./use-current-answer.ts";

/** Props of {@link PricingProvider}. */
export interface PricingProviderProps {
  /** What this visitor sees, made by the server. */
  readonly document: PricingDocument;
  /**
   * The quote that came with it: what makes plans buyable and exposures countable.
   *
   * @default null
   */
  readonly quote?: string | null | undefined;
  /**
   * Ids of prices that this visitor was shown before and that are no longer offered, as the server gave them.
   *
   * @default none
   */
  readonly withdrawn?: readonly string[] | undefined;
  /**
   * What an adapter says a visitor was shown who has not agreed to a cookie: it stays theirs when they agree.
   *
   * @default null
   */
  readonly shown?: string | null | undefined;
  /**
   * Where events and checkouts go.
   *
   * @default your app's own routes under `/pw`
   */
  readonly client?: BrowserClient | undefined;
  /** Whom the document was made for. Only needed without a quote, to tell exposures of different people apart. */
  readonly unit?: UnitReference | undefined;
  /** Called when the visitor really saw prices under test: once per unit and experiment. */
  readonly onExposure?: ((exposure: Exposure) => void) | undefined;
  /** Texts that replace the English ones. */
  readonly messages?: Partial<PricingMessages> | undefined;
  /** Whatever shows prices. */
  readonly children?: ReactNode;
}

const NONE: readonly string[] = [];

/**
 * Holds the pricing document for the components and hooks below it. The first render uses the document's strings as
 * they are, so a page rendered on the server shows the right price before any script runs.
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { team: "29" } })} quote={testQuote()}>
 *   <PricingTable />
 * </PricingProvider>;
 */
export function PricingProvider(props: PricingProviderProps): ReactElement {
  const { quote = null, withdrawn = NONE, shown = null, client = defaultClient() } = props;
  const { unit, onExposure, messages, children } = props;
  const answer = useCurrentAnswer({ document: props.document, quote, withdrawn, shown }, client);
  const { document, load } = answer;
  const [selected, setSelected] = useState<Interval | null>(null);
  const [changed, setChanged] = useState<PricingContextValue["changed"]>(null);
  const [rendered] = useState(() => new Map<Element, DocumentPrice>());
  useCacheCheck(quote);
  const sends = answer.quote !== null;
  useEffect(() => (sends ? client.start() : undefined), [client, sends]);

  const value = useMemo((): PricingContextValue => {
    const intervals = intervalsOf(document);
    const isChosen = selected !== null && intervals.includes(selected);
    return {
      ...answer,
      unit,
      client,
      onExposure,
      messages: { ...englishMessages, ...messages },
      intervals,
      interval: isChosen ? selected : (intervals[0] ?? null),
      changed,
      select: (interval) => {
        setSelected(interval);
        setChanged("interval");
      },
      selectCurrency: async (currency) => {
        await load(currency);
        setChanged("currency");
      },
      setStorage: async (storage) => {
        client.setStorage(storage);
        await load(document.currency);
      },
      rendered,
    };
  }, [answer, document, load, unit, client, onExposure, messages, selected, changed, rendered]);
  return <PricingContext.Provider value={value}>{children}</PricingContext.Provider>;
}
