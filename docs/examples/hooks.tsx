import { PricingProvider, useCheckout, useExposure, usePrice, usePricing, useVariant } from "@pricewright/react";
import { useRef } from "react";
import { pricing, quote } from "./shop.ts";

export function Example() {
  return (
    <PricingProvider document={pricing} quote={quote}>
      <TeamOffer />
    </PricingProvider>
  );
}

/** An offer in markup of its own: the hooks know the price, report that it was seen, and sell at it. */
function TeamOffer() {
  const { intervals, interval, select } = usePricing();
  const price = usePrice("team");
  const variant = useVariant("team-price");
  const { start, pending, error } = useCheckout();
  const element = useRef<HTMLParagraphElement>(null);
  useExposure(element, { price: price?.id ?? "" });
  if (!price) return null;
  return (
    <div style={{ display: "grid", gap: "0.75rem", justifyItems: "start" }}>
      <label>
        Billed by the{" "}
        <select value={interval ?? ""} onChange={({ target }) => select(target.value as typeof price.interval)}>
          {intervals.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <p ref={element}>
        Team costs <strong>{price.formatted}</strong> {price.period} (variant “{variant}”)
      </p>
      <button type="button" disabled={pending} onClick={() => start({ plan: "team", interval: price.interval })}>
        Buy Team
      </button>
      {error && <p role="alert">{error.message}</p>}
    </div>
  );
}
