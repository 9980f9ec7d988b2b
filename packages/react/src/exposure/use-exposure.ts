import { type RefObject, useEffect, useRef } from "react";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { shownPrices } from "./shown-prices.ts";
import { watchExposure } from "./watch-exposure.ts";

/** Exposures that this page has reported. Filled by effects alone, so never on a server. */
const reported = new Set<string>();

/**
 * Reports that the visitor saw the prices in an element: each counted experiment of the document goes to the
 * provider's `onExposure` once per page, after the element was at least half visible for one unbroken second in a
 * visible tab. A change of interval starts the second again. Put it on the price, not on a whole tall table.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * const price = useRef<HTMLParagraphElement>(null);
 * useExposure(price);
 * return <p ref={price}>{formatted}</p>;
 */
export function useExposure(ref: RefObject<Element | null>): void {
  const { document, interval, unit, onExposure } = usePricingContext("useExposure()");
  const latest = useRef(onExposure);
  useEffect(() => {
    latest.current = onExposure;
  });
  const listening = onExposure !== undefined;
  const owner = unit ? `${unit.kind}:${unit.id}` : "";

  useEffect(() => {
    const pending = () =>
      document.experiments
        .filter(({ counted }) => counted)
        .map(({ key, variant }) => ({ id: JSON.stringify([owner, key]), experiment: key, variant }))
        .filter(({ id }) => !reported.has(id));
    if (!listening || !ref.current || pending().length === 0) return;
    return watchExposure(ref.current, () => {
      for (const { id, experiment, variant } of pending()) {
        reported.add(id);
        latest.current?.({ experiment, variant, shown: shownPrices(document, interval) });
      }
    });
  }, [ref, document, interval, owner, listening]);
}
