import { type ReactElement, useId } from "react";
import { classNames } from "../class-names/class-names.ts";
import { usePricingContext } from "../provider/use-pricing-context.ts";
import { priceFor } from "../table/price-for.ts";
import { ShownPrice } from "../table/shown-price.tsx";
import { comparisonRows } from "./comparison-rows.ts";

/** Props of {@link FeatureComparison}. */
export interface FeatureComparisonProps {
  /**
   * Caption of the table.
   *
   * @default "Compare plans"
   */
  readonly caption?: string | undefined;
  /** Classes of your own, beside the component's. */
  readonly className?: string | undefined;
}

/**
 * What each plan includes, as a table whose rows are the features that plans grant by id. Nothing where they grant none.
 *
 * @throws PricewrightError `missing-provider`
 *
 * @example
 * <PricingProvider document={testPricingDocument({ plans: { starter: "9", team: "29" } })}>
 *   <FeatureComparison caption="What each plan includes" />
 * </PricingProvider>;
 */
export function FeatureComparison({ caption, className }: FeatureComparisonProps): ReactElement | null {
  const { document, interval, messages } = usePricingContext("FeatureComparison");
  const captionId = useId();
  const rows = comparisonRows(document.plans);
  if (rows.length === 0) return null;
  return (
    <section
      className={classNames("pricewright pricewright-comparison", className)}
      aria-labelledby={captionId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: wider than its place, it scrolls, and that by keyboard too.
      tabIndex={0}
    >
      <table>
        <caption id={captionId}>{caption ?? messages.comparison}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="pricewright-hidden">{messages.feature}</span>
            </th>
            {document.plans.map((plan) => {
              const price = priceFor(plan, interval);
              return (
                <th scope="col" key={plan.id}>
                  <span className="pricewright-plan-name">{plan.name}</span>{" "}
                  {price ? (
                    <ShownPrice price={price} />
                  ) : (
                    <span className="pricewright-no-price">{messages.noPrice}</span>
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, cells }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={document.plans[index]?.id}>
                  {typeof cell === "string" ? (
                    cell
                  ) : (
                    <span className="pricewright-mark" data-included={cell || undefined}>
                      <span className="pricewright-hidden">{cell ? messages.included : messages.notIncluded}</span>
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
