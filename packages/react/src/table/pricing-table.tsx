import { type ComponentType, type ReactElement, useId } from "react";
import { classNames } from "../class-names/class-names.ts";
import { CreditPackPicker, type CreditPackPickerProps } from "../packs/credit-pack-picker.tsx";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { IntervalToggle, type IntervalToggleProps } from "./interval-toggle.tsx";
import { PlanCard, type PlanCardProps, type PlanCardSlots } from "./plan-card.tsx";
import type { CheckoutHref, PlanSelection } from "./plan-selection.ts";
import { PriceAnnouncement } from "./price-announcement.tsx";
import { priceFor } from "./price-for.ts";

/** Parts of the table that can be replaced by components of your own, which get the same props. */
export interface PricingTableSlots extends PlanCardSlots {
  /** The choice of month or year. */
  readonly IntervalToggle: ComponentType<IntervalToggleProps>;
  /** A plan. */
  readonly PlanCard: ComponentType<PlanCardProps>;
  /** The credit packs below the plans. */
  readonly CreditPackPicker: ComponentType<CreditPackPickerProps>;
}

/** Props of {@link PricingTable}. */
export interface PricingTableProps {
  /** Called when a visitor chooses a plan, instead of a checkout on the quote. */
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  /** Makes each plan's button a link, instead of a checkout on the quote. */
  readonly checkoutHref?: CheckoutHref | undefined;
  /** Where people ask for the price of a plan that has none. */
  readonly contactHref?: string | undefined;
  /** Id of the plan to put forward. */
  readonly highlightedPlan?: string | undefined;
  /** What prices were before, as they are written, by price id; struck through. */
  readonly formerPrices?: Readonly<Record<string, string>> | undefined;
  /** Heading of level 2 over the plans; their names are of level 3 then, and of level 2 without it. */
  readonly heading?: string | undefined;
  /** Components of your own in the place of its parts. */
  readonly slots?: Partial<PricingTableSlots> | undefined;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * The plans of the pricing document, a card each, and its credit packs, at the prices that this visitor sees.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { starter: "9", team: "29" } })} quote={testQuote()}>
 *   <PricingTable heading="Plans" highlightedPlan="team" contactHref="mailto:sales@shop.example" />
 * </PricingProvider>;
 */
export function PricingTable(props: PricingTableProps): ReactElement {
  const { onSelect, checkoutHref, contactHref, highlightedPlan, formerPrices = {}, heading, slots, className } = props;
  const { document, interval, withdrawn, messages } = usePricingContext("PricingTable");
  const parts = { IntervalToggle, PlanCard, CreditPackPicker, ...slots };
  const headingId = useId();
  const name = heading === undefined ? { "aria-label": messages.plans } : { "aria-labelledby": headingId };
  const headingLevel = heading === undefined ? 2 : 3;
  return (
    <section className={classNames("pricewright", className)} {...name}>
      {heading !== undefined && (
        <h2 className="pricewright-heading" id={headingId}>
          {heading}
        </h2>
      )}
      {withdrawn.length > 0 && (
        <p className="pricewright-notice" role="status">
          {messages.withdrawn}
        </p>
      )}
      <parts.IntervalToggle />
      <div className="pricewright-plans" data-plans={document.plans.length}>
        {document.plans.map((plan) => (
          <parts.PlanCard
            key={plan.id}
            plan={plan}
            highlighted={plan.id === highlightedPlan}
            headingLevel={headingLevel}
            formerPrice={formerPrices[priceFor(plan, interval)?.id ?? ""]}
            onSelect={onSelect}
            checkoutHref={checkoutHref}
            contactHref={contactHref}
            slots={slots}
          />
        ))}
      </div>
      {document.packs.length > 0 && <parts.CreditPackPicker headingLevel={headingLevel} />}
      <PriceAnnouncement />
    </section>
  );
}
