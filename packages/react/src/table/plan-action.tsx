import type { ReactElement } from "react";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { type CheckoutHref, checkoutAddress, type PlanSelection } from "./plan-selection.ts";

/** Props of {@link PlanAction}. */
export interface PlanActionProps {
  readonly selection: PlanSelection;
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  readonly checkoutHref?: CheckoutHref | undefined;
}

/** The button of a plan: a link where it has an address, which works without scripts. Its name holds the price. */
export function PlanAction({ selection, onSelect, checkoutHref }: PlanActionProps): ReactElement | null {
  const { messages } = usePricingContext("PlanAction");
  const { plan, price } = selection;
  const label = (
    <>
      {fillMessage(messages.choose, { plan: plan.name })}
      <span className="pricewright-hidden">
        {fillMessage(messages.chooseDetails, { price: price.formatted, period: messages.periods[price.interval] })}
      </span>
    </>
  );
  const choose = onSelect && (() => onSelect(selection));
  if (checkoutHref !== undefined) {
    return (
      <a className="pricewright-action" href={checkoutAddress(checkoutHref, selection)} onClick={choose}>
        {label}
      </a>
    );
  }
  if (!choose) return null;
  return (
    <button className="pricewright-action" type="button" onClick={choose}>
      {label}
    </button>
  );
}
