import type { PriceBook } from "../evaluation/price-book.ts";
import type { Quote } from "../quotes/quote.ts";
import { variantName } from "../quotes/variant-name.ts";

/** What one event says of one experiment. */
export interface ExperimentExposure {
  readonly experiment: string;
  readonly variant: string;
  /** Of a quote: the revision that the unit was assigned under. */
  readonly revision: number | null;
}

/**
 * The arms that a quote names.
 *
 * @param at Milliseconds since 1970: a quote outlives the experiment, and what happens after its end is no part of it.
 * By default the time of issue.
 */
export function armsOf(
  quote: Quote,
  { experiments }: Pick<PriceBook, "experiments">,
  variantSecret: Uint8Array,
  at: number = quote.issuedAt * 1000,
): ExperimentExposure[] {
  return Object.entries(quote.experiments).flatMap(([key, [revision, name]]) => {
    const experiment = experiments.get(key);
    if (experiment?.endedAt != null && at > Date.parse(experiment.endedAt)) return [];
    const variant = experiment?.variants.find(
      (candidate) => variantName({ experiment: key, revision, variant: candidate.key }, variantSecret) === name,
    );
    return variant ? [{ experiment: key, variant: variant.key, revision }] : [];
  });
}
