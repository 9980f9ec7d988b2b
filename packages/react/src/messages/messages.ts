import type { Interval } from "@pricewright/core/catalog";

/**
 * Every text that the components add to a pricing document. Plain strings with named places such as `{plan}`, so a
 * dictionary can be passed from a server component.
 */
export interface PricingMessages {
  /** Visible text of a plan's button: `{plan}`. */
  readonly choose: string;
  /** Accessible name of that button, which has to hold the visible text: `{plan}`, `{price}`, `{period}`. */
  readonly chooseName: string;
  /** What stands beside a price. */
  readonly periods: Readonly<Record<Interval, string>>;
  /** The choices of the interval toggle. */
  readonly intervals: Readonly<Record<Interval, string>>;
  /** Accessible name of the interval toggle. */
  readonly intervalLegend: string;
  /** Said politely after the interval changed: `{interval}`, `{prices}`. */
  readonly intervalAnnouncement: string;
  /** One plan's part of that announcement: `{plan}`, `{price}`, `{period}`. */
  readonly planPrice: string;
  /** A plan's price at another interval, shown where scripts do not run: `{price}`, `{period}`. */
  readonly otherPrice: string;
  /** Shown where a plan has no price in the document's currency. */
  readonly noPrice: string;
  /** Badge of the highlighted plan. */
  readonly highlighted: string;
  /** Accessible name of a plan's list of features: `{plan}`. */
  readonly features: string;
  /** Accessible name of a table without a heading. */
  readonly plans: string;
}
