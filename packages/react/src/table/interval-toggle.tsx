import { type ReactElement, useId } from "react";
import { classNames } from "../class-names/class-names.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";

/** Props of {@link IntervalToggle}. */
export interface IntervalToggleProps {
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * Chooses the interval whose prices are shown. Nothing where no plan offers a choice.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { starter: "9", team: { month: "29", year: "290" } } })}>
 *   <IntervalToggle />
 * </PricingProvider>;
 */
export function IntervalToggle({ className }: IntervalToggleProps): ReactElement | null {
  const { interval, intervals, select, messages } = usePricingContext("IntervalToggle");
  const name = useId();
  if (intervals.length < 2) return null;
  return (
    <div
      className={classNames("pricewright pricewright-intervals", className)}
      role="radiogroup"
      aria-label={messages.intervalLegend}
    >
      {intervals.map((choice) => (
        <label className="pricewright-interval" key={choice}>
          <input
            type="radio"
            name={name}
            value={choice}
            checked={choice === interval}
            onChange={() => select(choice)}
          />
          <span>{messages.intervals[choice]}</span>
        </label>
      ))}
    </div>
  );
}
