import { type ReactElement, type ReactNode, useId } from "react";
import { CheckoutButton } from "../checkout/checkout-button.tsx";
import { classNames } from "../class-names/class-names.ts";
import { fillMessage } from "../messages/fill-message.ts";
import { findProduct } from "../provider/find-product.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { priceFor } from "../table/price-for.ts";
import { ShownPrice } from "../table/shown-price.tsx";

/** Props of {@link UpgradePrompt}. */
export interface UpgradePromptProps {
  /** Id of the plan, or pack, that helps. */
  readonly plan: string;
  /** Why it is suggested, such as that a limit was reached. */
  readonly children?: ReactNode;
  /**
   * Level of the heading.
   *
   * @default 2
   */
  readonly headingLevel?: 2 | 3 | 4 | undefined;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * Offers a plan where somebody needs it. Nothing where the document has no such plan.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { team: "29" } })} quote={testQuote()}>
 *   <UpgradePrompt plan="team">All seats are taken. Team has room for more.</UpgradePrompt>
 * </PricingProvider>;
 */
export function UpgradePrompt({
  plan: id,
  children,
  headingLevel = 2,
  className,
}: UpgradePromptProps): ReactElement | null {
  const { document, interval, messages } = usePricingContext("UpgradePrompt");
  const headingId = useId();
  const product = findProduct(document, id);
  if (!product) return null;
  const price = priceFor(product, interval);
  const Heading = `h${headingLevel}` as const;
  return (
    <section className={classNames("pricewright pricewright-upgrade", className)} aria-labelledby={headingId}>
      <div>
        <Heading className="pricewright-plan-name" id={headingId}>
          {fillMessage(messages.upgrade, { plan: product.name })}
        </Heading>
        {children !== undefined && <p className="pricewright-description">{children}</p>}
      </div>
      {price ? <ShownPrice price={price} /> : <p className="pricewright-no-price">{messages.noPrice}</p>}
      <CheckoutButton plan={id} />
    </section>
  );
}
