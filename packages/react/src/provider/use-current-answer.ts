import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { BrowserClient } from "../client/browser-client.ts";
import { quoteClaims } from "../exposure/quote-claims.ts";
import { missingPrices } from "./missing-prices.ts";
import type { ShownAnswer } from "./pricing-context.ts";

/** What is on the page, and what can change it. */
export interface CurrentAnswer extends ShownAnswer {
  /** Shows the prices in another currency. */
  readonly load: (currency: string) => Promise<unknown>;
  /** A quote that has not expired, for the prices on the page; null where they are no longer offered. */
  readonly currentQuote: () => Promise<string | null>;
}

/**
 * Keeps what the server gave, until the visitor asks for something else. A page that comes back from the back-forward cache,
 * or whose quote has expired, gets a new quote, and never another price: where the prices have changed, there is none.
 */
export function useCurrentAnswer(
  { document, quote, withdrawn, shown: kept }: ShownAnswer,
  client: BrowserClient,
): CurrentAnswer {
  const given = useMemo(() => ({ document, quote, withdrawn, shown: kept }), [document, quote, withdrawn, kept]);
  const [later, setLater] = useState<{ readonly answer: ShownAnswer; readonly since: ShownAnswer } | null>(null);
  const shown = later?.since === given ? later.answer : given;
  const latest = useRef({ shown, given });
  useEffect(() => {
    latest.current = { shown, given };
  });

  const ask = useCallback(
    async (currency: string, change: (shown: ShownAnswer, answer: ShownAnswer) => ShownAnswer) => {
      const { shown, given: since } = latest.current;
      const { locale } = shown.document;
      const asked = await client.evaluate({ currency, locale, ...(shown.shown !== null && { shown: shown.shown }) });
      const { pricing, quote, withdrawn = [] } = asked;
      const answer = change(shown, { document: pricing, quote, withdrawn, shown: asked.shown ?? null });
      if (latest.current.shown === shown) setLater({ answer, since });
      return answer.quote;
    },
    [client],
  );
  const load = useCallback((currency: string) => ask(currency, (_, answer) => answer), [ask]);
  const renew = useCallback(() => ask(latest.current.shown.document.currency, renewed), [ask]);
  const currentQuote = useCallback(async () => {
    const { quote } = latest.current.shown;
    const isExpired = (quoteClaims(quote)?.exp ?? Number.POSITIVE_INFINITY) * 1000 <= Date.now();
    return isExpired ? renew() : quote;
  }, [renew]);

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

  return useMemo(() => ({ ...shown, load, currentQuote }), [shown, load, currentQuote]);
}

/** The same prices on a new quote. Where one of them is no longer offered, there is none. */
function renewed(shown: ShownAnswer, answer: ShownAnswer): ShownAnswer {
  const missing = missingPrices(shown.document, answer.document);
  const { quote, withdrawn } = missing.length > 0 ? { quote: null, withdrawn: missing } : answer;
  return { document: shown.document, quote, withdrawn, shown: answer.shown };
}
