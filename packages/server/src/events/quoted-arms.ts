import type { Quote } from "@pricewright/core/quotes";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { variantName } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

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
  { experiments }: Pick<Pricing, "experiments">,
  secrets: TenantSecrets,
  at: number = quote.issuedAt * 1000,
): ExperimentExposure[] {
  return Object.entries(quote.experiments).flatMap(([experiment, [revision, name]]) => {
    const row = experiments.get(experiment);
    if (row?.endedAt != null && at > Date.parse(row.endedAt)) return [];
    const variant = row?.variants.find(({ key }) => variantName(experiment, revision, key, secrets) === name);
    return variant ? [{ experiment, variant: variant.key, revision }] : [];
  });
}
