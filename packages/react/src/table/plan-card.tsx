import type { DocumentPlan } from "@pricewright/core/catalog";
import { type ComponentType, type ReactElement, useId } from "react";
import { classNames } from "../class-names/class-names.ts";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { PlanAction, type PlanActionProps } from "./plan-action.tsx";
import { PlanFeatures, type PlanFeaturesProps } from "./plan-features.tsx";
import { PlanPrice, type PlanPriceProps } from "./plan-price.tsx";
import type { CheckoutHref, PlanSelection } from "./plan-selection.ts";
import { priceFor } from "./price-for.ts";

/** Parts of a card that can be replaced by components of your own, which get the same props. */
export interface PlanCardSlots {
  /** The price, its period and what is paid besides. */
  readonly PlanPrice: ComponentType<PlanPriceProps>;
  /** The button. */
  readonly PlanAction: ComponentType<PlanActionProps>;
  /** What the plan includes. */
  readonly PlanFeatures: ComponentType<PlanFeaturesProps>;
}

/** Props of {@link PlanCard}. */
export interface PlanCardProps {
  /** A plan of the provider's document. */
  readonly plan: DocumentPlan;
  /**
   * Whether it is put forward, with a badge.
   *
   * @default false
   */
  readonly highlighted?: boolean | undefined;
  /**
   * Level of the heading that holds the plan's name.
   *
   * @default 3
   */
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  /** Called when a visitor chooses the plan, instead of a checkout on the quote. */
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  /** Makes the button a link, instead of a checkout on the quote. */
  readonly checkoutHref?: CheckoutHref | undefined;
  /** Where people ask for a price, for a plan that has none. */
  readonly contactHref?: string | undefined;
  /** What it cost before, as it is written; struck through. */
  readonly formerPrice?: string | undefined;
  /** Components of your own in the place of its parts. */
  readonly slots?: Partial<PlanCardSlots> | undefined;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * One plan: its name, its price at the chosen interval, its button and what it includes.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * function TeamCard() {
 *   const team = usePricing().document.plans.find(({ id }) => id === "team");
 *   return team && <PlanCard plan={team} highlighted />;
 * }
 */
export function PlanCard(props: PlanCardProps): ReactElement {
  const {
    plan,
    highlighted = false,
    headingLevel = 3,
    onSelect,
    checkoutHref,
    contactHref,
    formerPrice,
    className,
  } = props;
  const { interval, messages } = usePricingContext("PlanCard");
  const parts = { PlanPrice, PlanAction, PlanFeatures, ...props.slots };
  const nameId = useId();
  const price = priceFor(plan, interval);
  const Heading = `h${headingLevel}` as const;
  return (
    <article
      className={classNames("pricewright pricewright-plan", className)}
      data-highlighted={highlighted || undefined}
      aria-labelledby={nameId}
    >
      <div className="pricewright-offer">
        <div className="pricewright-plan-head">
          <div className="pricewright-plan-title">
            <Heading className="pricewright-plan-name" id={nameId}>
              {plan.name}
            </Heading>
            {highlighted && <p className="pricewright-badge">{messages.highlighted}</p>}
          </div>
          {plan.description !== null && <p className="pricewright-description">{plan.description}</p>}
        </div>
        <parts.PlanPrice plan={plan} price={price} formerPrice={formerPrice} />
        <div className="pricewright-plan-action">
          {price && <parts.PlanAction selection={{ plan, price }} onSelect={onSelect} checkoutHref={checkoutHref} />}
          {!price && contactHref !== undefined && (
            <a className="pricewright-action" href={contactHref}>
              {fillMessage(messages.contact, { plan: plan.name })}
            </a>
          )}
        </div>
      </div>
      <parts.PlanFeatures plan={plan} />
    </article>
  );
}
