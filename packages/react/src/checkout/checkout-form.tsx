import type { Interval } from "@pricewright/core/catalog";
import type { FormEvent, ReactElement, ReactNode } from "react";
import { classNames } from "../class-names/class-names.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { useCheckout } from "./use-checkout.ts";

/** Props of {@link CheckoutForm}. */
export interface CheckoutFormProps {
  /** Fields `plan` and `interval`, and a button that submits. */
  readonly children: ReactNode;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * A form that posts the quote. It works before scripts and without them; with them the payment page opens from here, and
 * what goes wrong is said here.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { pro: "29" } })} quote={testQuote()}>
 *   <CheckoutForm>
 *     <input type="hidden" name="plan" value="pro" />
 *     <button name="interval" value="month">Buy Pro</button>
 *   </CheckoutForm>
 * </PricingProvider>;
 */
export function CheckoutForm({ children, className }: CheckoutFormProps): ReactElement {
  const { quote, client, messages } = usePricingContext("CheckoutForm");
  const { start, pending, error } = useCheckout();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (pending) return;
    const fields = new FormData(event.currentTarget);
    const { submitter } = event.nativeEvent as SubmitEvent;
    const interval = (submitter as HTMLButtonElement | null)?.value || fields.get("interval");
    void start({
      plan: String(fields.get("plan")),
      ...(interval ? { interval: interval as Interval } : {}),
    });
  };
  return (
    <form
      className={classNames("pricewright", className)}
      method="post"
      action={client.checkoutUrl ?? undefined}
      onSubmit={submit}
      aria-busy={pending || undefined}
    >
      <input type="hidden" name="quote" value={quote ?? ""} />
      {children}
      <p className="pricewright-error" role="alert">
        {error && (error.code === "price-withdrawn" ? messages.withdrawn : messages.checkoutFailed)}
      </p>
    </form>
  );
}
