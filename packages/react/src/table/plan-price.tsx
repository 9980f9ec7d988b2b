import type { DocumentPlan, DocumentPrice } from "@pricewright/core/catalog";
import { type ReactElement, useRef } from "react";
import { useExposure } from "../exposure/use-exposure.ts";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** Props of {@link PlanPrice}. */
export interface PlanPriceProps {
  readonly plan: DocumentPlan;
  /** Undefined where the plan has none. */
  readonly price: DocumentPrice | undefined;
}

/**
 * The price of a plan and its period. It is this element whose exposure is reported. The stylesheet shows prices at
 * other intervals only where scripts do not run, and so the toggle cannot.
 */
export function PlanPrice({ plan, price }: PlanPriceProps): ReactElement {
  const { messages } = usePricingContext("PlanPrice");
  const element = useRef<HTMLDivElement>(null);
  useExposure(element);
  if (!price) return <p className="pricewright-no-price">{messages.noPrice}</p>;
  const others = plan.prices.filter(({ id }) => id !== price.id);
  return (
    <div className="pricewright-price" ref={element}>
      <p>
        <bdi className="pricewright-amount">{price.formatted}</bdi>{" "}
        <span className="pricewright-period">{messages.periods[price.interval]}</span>
      </p>
      {others.map(({ id, formatted, interval }) => (
        <p className="pricewright-other-price" key={id}>
          {fillMessage(messages.otherPrice, { price: formatted, period: messages.periods[interval] })}
        </p>
      ))}
    </div>
  );
}
