import type { ShownPrice } from "@pricewright/core";

/** A visitor really saw a variant's prices. */
export interface Exposure {
  /** The same for the same unit, experiment and revision, so that it is counted once however often it comes. */
  readonly id: string;
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant. */
  readonly variant: string;
  /** The prices that were on the page, as they were shown. */
  readonly shown: readonly ShownPrice[];
  /** The quote that came with them, which says who saw them; null where the page has none. */
  readonly quote: string | null;
}
