import type { ShownPrice } from "@pricewright/core";

/** A visitor really saw a variant's prices. */
export type Exposure = SeenVariant & (QuotedExposure | UnquotedExposure);

/** Which variant was seen, and at which prices. */
export interface SeenVariant {
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant. */
  readonly variant: string;
  /** The prices that were on the page, as they were shown. */
  readonly shown: readonly ShownPrice[];
}

/** An exposure on a page with a quote, which says who saw the prices. */
export interface QuotedExposure {
  /** The page's quote. */
  readonly quote: string;
  /** The same for the same unit, experiment and revision, so that it is counted once however often it comes. */
  readonly id: string;
}

/** An exposure on a page without one: only your server knows who saw the prices. */
export interface UnquotedExposure {
  /** There is none. */
  readonly quote: null;
  /** There is none: tell one visitor's exposures from another's by your own session. */
  readonly id: null;
}
