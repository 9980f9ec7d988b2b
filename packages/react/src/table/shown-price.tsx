import type { DocumentPrice } from "@pricewright/core/catalog";
import { type ReactElement, useRef } from "react";
import { useExposure } from "../exposure/use-exposure.ts";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** Props of {@link ShownPrice}. */
export interface ShownPriceProps {
  /** A price of the provider's document. */
  readonly price: DocumentPrice;
  /** What it cost before, as it is written; struck through. */
  readonly formerPrice?: string | undefined;
}

/**
 * A price and its period: the element whose exposure is reported.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function ProPrice() {
 *   const price = usePrice("pro");
 *   return price && <ShownPrice price={price} formerPrice="$39" />;
 * }
 */
export function ShownPrice({ price, formerPrice }: ShownPriceProps): ReactElement {
  const { messages } = usePricingContext("ShownPrice");
  const element = useRef<HTMLSpanElement>(null);
  useExposure(element, { price: price.id });
  return (
    <span className="pricewright-shown-price" ref={element}>
      {formerPrice !== undefined && (
        <>
          <span className="pricewright-hidden">{fillMessage(messages.formerPrice, { price: formerPrice })}</span>
          <s className="pricewright-former-price" aria-hidden="true">
            <bdi>{formerPrice}</bdi>
          </s>{" "}
        </>
      )}
      <bdi className="pricewright-amount">{price.formatted}</bdi>{" "}
      <span className="pricewright-period">{messages.periods[price.interval]}</span>
    </span>
  );
}
