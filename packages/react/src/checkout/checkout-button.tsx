import type { ReactElement, ReactNode } from "react";
import { classNames } from "../class-names/class-names.ts";
import { fillMessage } from "../messages/fill-message.ts";
import { findProduct } from "../provider/find-product.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { priceFor } from "../table/price-for.ts";
import { actionName } from "./action-name.ts";
import { CheckoutForm } from "./checkout-form.tsx";

/** Props of {@link CheckoutButton}. */
export interface CheckoutButtonProps {
  /** Id of the plan or pack. */
  readonly plan: string;
  /**
   * Text of the button.
   *
   * @default "Choose" and the plan's name
   */
  readonly children?: ReactNode;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * Buys a plan or pack at the price on the page: a form that posts the quote, also without scripts, where it has a button for
 * each interval. Nothing where there is no quote or no price.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { pro: "29" } })} quote={testQuote()}>
 *   <CheckoutButton plan="pro">Buy Pro</CheckoutButton>
 * </PricingProvider>;
 */
export function CheckoutButton({ plan: id, children, className }: CheckoutButtonProps): ReactElement | null {
  const { document, quote, interval, messages } = usePricingContext("CheckoutButton");
  const product = findProduct(document, id);
  const price = product && priceFor(product, interval);
  if (!price || quote === null) return null;
  return (
    <CheckoutForm className={classNames("pricewright-checkout", className)}>
      <input type="hidden" name="plan" value={id} />
      {children === undefined ? (
        <button
          className="pricewright-action"
          type="submit"
          name="interval"
          value={price.interval}
          aria-label={actionName(messages, product, price)}
        >
          {fillMessage(messages.choose, { plan: product.name })}
        </button>
      ) : (
        <button className="pricewright-action" type="submit" name="interval" value={price.interval}>
          {children}
          <span className="pricewright-hidden">
            {messages.listSeparator}
            {price.formatted} {messages.periods[price.interval]}
          </span>
        </button>
      )}
      {product.prices
        .filter((other) => other.id !== price.id)
        .map((other) => (
          <button
            className="pricewright-action pricewright-other-action"
            type="submit"
            key={other.id}
            name="interval"
            value={other.interval}
          >
            {actionName(messages, product, other)}
          </button>
        ))}
    </CheckoutForm>
  );
}
