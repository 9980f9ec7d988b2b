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
  /** Between the parts. */
  readonly listSeparator: string;
  /** A plan's price at another interval, shown where scripts do not run: `{price}`, `{period}`. */
  readonly otherPrice: string;
  /** Read out before a price that is struck through, which looks alone cannot say: `{price}`. */
  readonly formerPrice: string;
  /** Shown where a plan has no price in the document's currency. */
  readonly noPrice: string;
  /** Button of a plan without a price: `{plan}`. */
  readonly contact: string;
  /** Badge of the highlighted plan. */
  readonly highlighted: string;
  /** Accessible name of a plan's list of features: `{plan}`. */
  readonly features: string;
  /** Accessible name of what is paid besides a plan's price: `{plan}`. */
  readonly extras: string;
  /** Accessible name of a table without a heading. */
  readonly plans: string;
  /** Shown where a price that the visitor saw before is no longer offered. */
  readonly withdrawn: string;
  /** Shown where the payment page did not open. */
  readonly checkoutFailed: string;
  /** Heading of the credit packs. */
  readonly packs: string;
  /** Button that buys the chosen pack. */
  readonly buyPack: string;
  /** Label of the choice of currency. */
  readonly currency: string;
  /** Button that shows the prices in another currency, where scripts do not run. */
  readonly showCurrency: string;
  /** Said politely after the currency changed: `{currency}`, `{prices}`. */
  readonly currencyAnnouncement: string;
  /** Shown where prices in another currency did not come. */
  readonly currencyFailed: string;
  /** Caption of a comparison. */
  readonly comparison: string;
  /** Header of its first column. */
  readonly feature: string;
  /** Read out where a plan has a feature. */
  readonly included: string;
  /** Read out where it has not. */
  readonly notIncluded: string;
  /** Heading of an upgrade: `{plan}`. */
  readonly upgrade: string;
}
