import type { ShownPrice } from "@pricewright/core";

/** A visitor really saw a variant's prices. Send it on to your server, which knows who the visitor is. */
export interface Exposure {
  /** Key of the experiment. */
  readonly experiment: string;
  /** Key of the variant. */
  readonly variant: string;
  /** The prices that were on the page, as they were shown. */
  readonly shown: readonly ShownPrice[];
}
