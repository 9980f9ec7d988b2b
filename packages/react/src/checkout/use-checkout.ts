import { PricewrightError } from "@pricewright/core";
import { useCallback, useEffect, useState } from "react";
import type { CheckoutSelection } from "../client/browser-client.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** What {@link useCheckout} gives. */
export interface UseCheckoutResult {
  /** Takes the visitor to the payment page. Never rejects: what went wrong is in `error`. */
  readonly start: (selection: Omit<CheckoutSelection, "quote">) => Promise<void>;
  /** From the start until the payment page opens, or does not. */
  readonly pending: boolean;
  /** Why it did not: `price-withdrawn`, `no-quote`, `unreachable` or the server's code. */
  readonly error: PricewrightError | null;
}

/**
 * Checks out on the quote that came with the prices: what waits to be reported is sent first, and an expired quote is
 * renewed at the same price.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function BuyPro() {
 *   const { start, pending, error } = useCheckout();
 *   return <button onClick={() => start({ plan: "pro" })} disabled={pending}>{error ? "Try again" : "Buy Pro"}</button>;
 * }
 */
export function useCheckout(): UseCheckoutResult {
  const { client, currentQuote, withdrawn } = usePricingContext("useCheckout()");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<PricewrightError | null>(null);

  // Who turns back from the payment page finds this page as it was left.
  useEffect(() => {
    const onPageShow = () => setPending(false);
    addEventListener("pageshow", onPageShow);
    return () => removeEventListener("pageshow", onPageShow);
  }, []);

  const start = useCallback(
    async (selection: Omit<CheckoutSelection, "quote">) => {
      setPending(true);
      setError(null);
      try {
        const quote = await currentQuote();
        if (quote === null)
          throw new PricewrightError(
            withdrawn.length > 0 ? "price-withdrawn" : "no-quote",
            "There is no quote to buy on. Show the page anew, and give the provider the server's quote.",
          );
        const url = new URL(await client.checkout({ ...selection, quote }), location.href);
        if (!/^https?:$/.test(url.protocol)) throw new PricewrightError("unreachable", `${url} is no payment page.`);
        location.assign(url);
      } catch (thrown) {
        setError(thrown as PricewrightError);
        setPending(false);
      }
    },
    [client, currentQuote, withdrawn],
  );
  return { start, pending, error };
}
