import { type RefObject, useEffect, useRef } from "react";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { countableExperiments, type ExposureTarget } from "./countable-experiments.ts";
import { watchExposure } from "./watch-exposure.ts";

/** Exposures that this page has reported. Filled by effects alone, so never on a server. */
const reported = new Set<string>();

/**
 * Reports that the visitor saw what an element shows: each experiment that changes it, once per unit, after at least half of
 * the element was visible for one unbroken second in a visible tab. What is counted is the variant that was shown, never an
 * override or a fallback. Put it on the price, not on a whole tall card.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function ProPrice() {
 *   const element = useRef<HTMLParagraphElement>(null);
 *   const price = usePrice("pro");
 *   useExposure(element, { price: price?.id ?? "" });
 *   return <p ref={element}>{price?.formatted}</p>;
 * }
 */
export function useExposure(ref: RefObject<Element | null>, target: ExposureTarget): void {
  const { document, quote, unit, client, rendered, onExposure } = usePricingContext("useExposure()");
  const { price, experiment } = target;
  const latest = useRef(onExposure);
  useEffect(() => {
    latest.current = onExposure;
  });

  useEffect(() => {
    const element = ref.current;
    const shown = [...document.plans, ...document.packs].flatMap(({ prices }) => prices).find(({ id }) => id === price);
    if (!element || !shown) return;
    rendered.set(element, shown);
    return () => {
      rendered.delete(element);
    };
  }, [ref, document, price, rendered]);

  const isHeard = onExposure !== undefined || quote !== null;
  const [kind, id] = [unit?.kind, unit?.id];
  useEffect(() => {
    const owner = kind && id !== undefined ? { kind, id } : undefined;
    const element: ExposureTarget = price === undefined ? { experiment: experiment ?? "" } : { price };
    const pending = () =>
      countableExperiments({ document, quote, unit: owner }, element).filter(
        (countable) => !reported.has(countable.id) && !client.hasReported(countable.id),
      );
    if (!isHeard || !ref.current || pending().length === 0) return;
    return watchExposure(ref.current, () => {
      const shown = [...new Set(rendered.values())].map(({ id, amount, currency }) => ({
        price: id,
        amount,
        currency,
      }));
      for (const { id, key, variant } of pending()) {
        reported.add(id);
        const seen = { experiment: key, variant, shown };
        if (quote !== null) client.report({ ...seen, id, quote });
        latest.current?.(quote === null ? { ...seen, id: null, quote } : { ...seen, id, quote });
      }
    });
  }, [ref, document, quote, kind, id, client, rendered, isHeard, price, experiment]);
}
