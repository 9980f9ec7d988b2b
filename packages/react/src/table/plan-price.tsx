import type { DocumentPlan, DocumentPrice } from "@pricewright/core/catalog";
import type { ReactElement } from "react";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { ShownPrice } from "./shown-price.tsx";

/** Props of {@link PlanPrice}. */
export interface PlanPriceProps {
  /** The card's plan. */
  readonly plan: DocumentPlan;
  /** Undefined where the plan has none. */
  readonly price: DocumentPrice | undefined;
  /** What it cost before, as it is written; struck through. */
  readonly formerPrice?: string | undefined;
}

/**
 * The price of a plan, its period and what is paid besides. The stylesheet shows prices at other intervals only where
 * scripts do not run, and so the toggle cannot.
 */
export function PlanPrice({ plan, price, formerPrice }: PlanPriceProps): ReactElement {
  const { messages } = usePricingContext("PlanPrice");
  if (!price) return <p className="pricewright-no-price">{messages.noPrice}</p>;
  const others = plan.prices.filter(({ id }) => id !== price.id);
  const extras = [...(price.metered ?? []), ...(price.fees ?? [])].map(({ label }) => label);
  if (plan.trialLabel !== null) extras.unshift(plan.trialLabel);
  return (
    <div className="pricewright-price">
      <ShownPrice price={price} formerPrice={formerPrice} />
      {others.map(({ id, formatted, interval }) => (
        <p className="pricewright-other-price" key={id}>
          {fillMessage(messages.otherPrice, { price: formatted, period: messages.periods[interval] })}
        </p>
      ))}
      {extras.length > 0 && (
        <ul className="pricewright-extras" aria-label={fillMessage(messages.extras, { plan: plan.name })}>
          {extras.map((label) => (
            <li key={label}>{label}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
