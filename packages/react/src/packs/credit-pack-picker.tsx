import { type ReactElement, useId, useState } from "react";
import { CheckoutForm } from "../checkout/checkout-form.tsx";
import { classNames } from "../class-names/class-names.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { CreditPackChoice } from "./credit-pack-choice.tsx";

/** Props of {@link CreditPackPicker}. */
export interface CreditPackPickerProps {
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
 * Chooses one of the document's credit packs and buys it; without a quote it only shows them. Nothing where there are none.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * const pricing = testPricingDocument({ plans: { team: "29" }, packs: { small: "10", large: "80" } });
 * <PricingProvider document={pricing} quote={testQuote()}>
 *   <CreditPackPicker />
 * </PricingProvider>;
 */
export function CreditPackPicker({ headingLevel = 2, className }: CreditPackPickerProps): ReactElement | null {
  const { document, quote, messages } = usePricingContext("CreditPackPicker");
  const { packs } = document;
  const [chosen, setChosen] = useState<string | null>(null);
  const headingId = useId();
  const [first] = packs;
  if (!first) return null;
  const selected = packs.some(({ id }) => id === chosen) ? chosen : first.id;
  const Heading = `h${headingLevel}` as const;
  const choices = packs.map((pack) => (
    <CreditPackChoice
      key={pack.id}
      pack={pack}
      selected={quote === null ? null : pack.id === selected}
      onSelect={setChosen}
    />
  ));
  return (
    <section className={classNames("pricewright pricewright-packs", className)}>
      <Heading className="pricewright-packs-heading" id={headingId}>
        {messages.packs}
      </Heading>
      {quote === null ? (
        <div className="pricewright-pack-choices">{choices}</div>
      ) : (
        <CheckoutForm>
          <div className="pricewright-pack-choices" role="radiogroup" aria-labelledby={headingId}>
            {choices}
          </div>
          <button className="pricewright-action" type="submit">
            {messages.buyPack}
          </button>
        </CheckoutForm>
      )}
    </section>
  );
}
