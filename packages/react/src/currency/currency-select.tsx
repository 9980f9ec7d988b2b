import { type FormEvent, type ReactElement, useId, useState } from "react";
import { classNames } from "../class-names/class-names.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** Props of {@link CurrencySelect}. */
export interface CurrencySelectProps {
  /** ISO 4217 codes that can be chosen. */
  readonly currencies: readonly string[];
  /**
   * What they are called, by code.
   *
   * @default the codes
   */
  readonly names?: Readonly<Record<string, string>> | undefined;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * Chooses the currency of the prices. Without scripts it asks for the page again with `?currency=EUR`. A visitor who was shown
 * a price under test keeps its currency.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { team: "29" } })}>
 *   <CurrencySelect currencies={["USD", "EUR"]} names={{ USD: "US dollar", EUR: "Euro" }} />
 * </PricingProvider>;
 */
export function CurrencySelect({ currencies, names = {}, className }: CurrencySelectProps): ReactElement {
  const { document, selectCurrency, messages } = usePricingContext("CurrencySelect");
  const [state, setState] = useState<"idle" | "loading" | "failed">("idle");
  const id = useId();
  const choose = (currency: string) => {
    setState("loading");
    selectCurrency(currency).then(
      () => setState("idle"),
      () => setState("failed"),
    );
  };
  const submit = (event: FormEvent) => event.preventDefault();
  const choices = currencies.includes(document.currency) ? currencies : [document.currency, ...currencies];
  return (
    <form
      className={classNames("pricewright pricewright-currency", className)}
      method="get"
      onSubmit={submit}
      aria-busy={state === "loading" || undefined}
    >
      <label htmlFor={id}>{messages.currency}</label>
      <select
        id={id}
        name="currency"
        value={document.currency}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {choices.map((code) => (
          <option key={code} value={code}>
            {names[code] ?? code}
          </option>
        ))}
      </select>
      <button className="pricewright-without-scripts" type="submit">
        {messages.showCurrency}
      </button>
      <p className="pricewright-error" role="alert">
        {state === "failed" && messages.currencyFailed}
      </p>
    </form>
  );
}
