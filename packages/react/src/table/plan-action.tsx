import type { ReactElement } from "react";
import { actionName } from "../checkout/action-name.ts";
import { CheckoutButton } from "../checkout/checkout-button.tsx";
import { fillMessage } from "../messages/fill-message.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { type CheckoutHref, checkoutAddress, type PlanSelection } from "./plan-selection.ts";

/** Props of {@link PlanAction}. */
export interface PlanActionProps {
  /** The plan, and the price that it is shown at. */
  readonly selection: PlanSelection;
  /** Called when a visitor chooses the plan, instead of a checkout on the quote. */
  readonly onSelect?: ((selection: PlanSelection) => void) | undefined;
  /** Makes it a link, instead of a checkout on the quote. */
  readonly checkoutHref?: CheckoutHref | undefined;
}

/**
 * The button of a plan. Its name holds the price. It is a link where it has an address, calls back where it is told to, and
 * else buys on the quote; without one there is no button.
 */
export function PlanAction({ selection, onSelect, checkoutHref }: PlanActionProps): ReactElement {
  const { messages } = usePricingContext("PlanAction");
  const { plan, price } = selection;
  const label = fillMessage(messages.choose, { plan: plan.name });
  const name = actionName(messages, plan, price);
  const choose = onSelect && (() => onSelect(selection));
  const shared = { className: "pricewright-action", "aria-label": name, onClick: choose };
  if (checkoutHref !== undefined) {
    return (
      <a {...shared} href={checkoutAddress(checkoutHref, selection)}>
        {label}
      </a>
    );
  }
  if (!choose) return <CheckoutButton plan={plan.id} />;
  return (
    <button {...shared} type="button">
      {label}
    </button>
  );
}
