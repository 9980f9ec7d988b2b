import type { DocumentPlan } from "@pricewright/core/catalog";
import { type ReactElement, useId } from "react";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { PlanAction } from "./plan-action.tsx";
import { PlanPrice } from "./plan-price.tsx";
import type { CheckoutHref, PlanSelection } from "./plan-selection.ts";
import { priceFor } from "./price-for.ts";

/** Props of {@link PlanCard}. */
export interface PlanCardProps {
  readonly plan: DocumentPlan;
  /**
   * @default false
   */
  readonly highlighted?: boolean | undefined;
  /**
   * Level of the heading that holds the plan's name.
   *
   * @default 3
   */
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  readonly checkoutHref?: CheckoutHref | undefined;
}

/** One plan: its name, its price at the chosen interval, its button and what it includes. */
export function PlanCard(props: PlanCardProps): ReactElement {
  const { plan, highlighted = false, headingLevel = 3, onSelect, checkoutHref } = props;
  const { interval, messages } = usePricingContext("PlanCard");
  const nameId = useId();
  const price = priceFor(plan, interval);
  const Heading = `h${headingLevel}` as const;
  return (
    <article className="pricewright-plan" data-highlighted={highlighted || undefined} aria-labelledby={nameId}>
      <div className="pricewright-offer">
        <div className="pricewright-plan-title">
          <Heading className="pricewright-plan-name" id={nameId}>
            {plan.name}
          </Heading>
          {highlighted && <p className="pricewright-badge">{messages.highlighted}</p>}
        </div>
        {plan.description !== null && <p className="pricewright-description">{plan.description}</p>}
        <PlanPrice plan={plan} price={price} />
        {price && <PlanAction selection={{ plan, price }} onSelect={onSelect} checkoutHref={checkoutHref} />}
      </div>
      {plan.features.length > 0 && (
        <ul className="pricewright-features" aria-label={fillMessage(messages.features, { plan: plan.name })}>
          {plan.features.map((feature) => (
            <li key={feature}>{feature}</li>
          ))}
        </ul>
      )}
    </article>
  );
}
