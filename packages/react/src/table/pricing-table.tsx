import { type ReactElement, useId } from "react";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { IntervalToggle } from "./interval-toggle.tsx";
import { PlanCard } from "./plan-card.tsx";
import type { CheckoutHref, PlanSelection } from "./plan-selection.ts";
import { PriceAnnouncement } from "./price-announcement.tsx";

/** Props of {@link PricingTable}. */
export interface PricingTableProps {
  /** Called when a visitor chooses a plan. Without it and without `checkoutHref`, plans have no button. */
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  /** Makes each plan's button a link, which works before and without scripts. */
  readonly checkoutHref?: CheckoutHref | undefined;
  /** Id of the plan to put forward. */
  readonly highlightedPlan?: string | undefined;
  /** Heading of level 2 over the plans; their names are of level 3 then, and of level 2 without it. */
  readonly heading?: string | undefined;
  readonly className?: string | undefined;
}

/**
 * The plans of the pricing document, a card each, at the prices that this visitor sees.
 *
 * @throws PricewrightError `missing-provider`
 */
export function PricingTable(props: PricingTableProps): ReactElement {
  const { onSelect, checkoutHref, highlightedPlan, heading, className } = props;
  const { document, messages } = usePricingContext("PricingTable");
  const headingId = useId();
  const name = heading === undefined ? { "aria-label": messages.plans } : { "aria-labelledby": headingId };
  return (
    <section className={className ? `pricewright ${className}` : "pricewright"} {...name}>
      {heading !== undefined && (
        <h2 className="pricewright-heading" id={headingId}>
          {heading}
        </h2>
      )}
      <IntervalToggle />
      <div className="pricewright-plans" data-plans={document.plans.length}>
        {document.plans.map((plan) => (
          <PlanCard
            key={plan.id}
            plan={plan}
            highlighted={plan.id === highlightedPlan}
            headingLevel={heading === undefined ? 2 : 3}
            onSelect={onSelect}
            checkoutHref={checkoutHref}
          />
        ))}
      </div>
      <PriceAnnouncement />
    </section>
  );
}
