import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BrowserClient } from "../client/browser-client.ts";
import { quoteClaims } from "../exposure/quote-claims.ts";
import { missingPrices } from "./missing-prices.ts";
import type { ShownAnswer } from "./pricing-context.ts";

/** What is on the page, and what can change it. */
export interface CurrentAnswer extends ShownAnswer {
  /** Shows the prices in another currency. */
  readonly load: (currency: string) => Promise<void>;
  /** A quote that has not expired, for the prices on the page; null where they are no longer offered. */
  readonly currentQuote: () => Promise<string | null>;
}

/**
 * Keeps what the server gave, until the visitor asks for something else. A page that comes back from the back-forward cache,
 * or whose quote has expired, gets a new quote, and never another price: where the prices have changed, there is none.
 */
export function useCurrentAnswer({ document, quote, withdrawn }: ShownAnswer, client: BrowserClient): CurrentAnswer {
  const given = useMemo(() => ({ document, quote, withdrawn }), [document, quote, withdrawn]);
  const [later, setLater] = useState<{ readonly answer: ShownAnswer; readonly since: ShownAnswer } | null>(null);
  const shown = later?.since === given ? later.answer : given;
  const latest = useRef({ shown, given });
  useEffect(() => {
    latest.current = { shown, given };
  });

  const renew = useCallback(async () => {
    const { shown, given: since } = latest.current;
    const { currency, locale } = shown.document;
    const answer = await client.evaluate({ currency, locale });
    const missing = missingPrices(shown.document, answer.pricing);
    const renewed =
      missing.length === 0
        ? { ...shown, quote: answer.quote, withdrawn: answer.withdrawn ?? [] }
        : { ...shown, quote: null, withdrawn: missing };
    if (latest.current.shown === shown) setLater({ answer: renewed, since });
    return renewed.quote;
  }, [client]);

  const currentQuote = useCallback(async () => {
    const { quote } = latest.current.shown;
    const expires = quoteClaims(quote)?.exp ?? Number.POSITIVE_INFINITY;
    return quote !== null && expires * 1000 <= Date.now() ? renew() : quote;
  }, [renew]);

  const load = useCallback(
    async (currency: string) => {
      const { shown, given: since } = latest.current;
      const { pricing, quote, withdrawn = [] } = await client.evaluate({ currency, locale: shown.document.locale });
      if (latest.current.shown === shown) setLater({ answer: { document: pricing, quote, withdrawn }, since });
    },
    [client],
  );

  const hasQuote = shown.quote !== null;
  useEffect(() => {
    if (!hasQuote) return;
    const onPageShow = ({ persisted }: PageTransitionEvent) => {
      // Without an answer the quote that there is may still hold.
      if (persisted) renew().catch(() => {});
    };
    addEventListener("pageshow", onPageShow);
    return () => removeEventListener("pageshow", onPageShow);
  }, [hasQuote, renew]);

  return { document: shown.document, quote: shown.quote, withdrawn: shown.withdrawn, load, currentQuote };
}
