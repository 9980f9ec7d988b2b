import type { UnitReference } from "@pricewright/core";
import type { DocumentExperiment, PricingDocument } from "@pricewright/core/catalog";
import { exposureId } from "./exposure-id.ts";
import { quoteClaims } from "./quote-claims.ts";

/** What an element shows: a price of the document, or what else an experiment changes. */
export type ExposureTarget =
  /** Id of the price. */
  | { readonly price: string; readonly experiment?: never }
  /** Key of the experiment. */
  | { readonly experiment: string; readonly price?: never };

/** An experiment that counts when an element is seen. */
export interface CountableExperiment extends DocumentExperiment {
  /** Id of the exposure. */
  readonly id: string;
}

/** What a page shows, to whom. */
export interface Showing {
  readonly document: PricingDocument;
  readonly quote: string | null;
  /** Whom the document was made for, where no quote says so. */
  readonly unit: UnitReference | undefined;
}

/**
 * The experiments that seeing an element is an exposure to. None for a preview, for experiments that the quote does not
 * name, and for prices that no experiment changes.
 */
export function countableExperiments(
  { document, quote, unit }: Showing,
  { price, experiment }: ExposureTarget,
): CountableExperiment[] {
  const claims = quoteClaims(quote);
  if (claims?.preview || (quote !== null && claims === null)) return [];
  const [kind, id] = claims?.unit ?? [unit?.kind ?? "visitor", unit?.id ?? ""];
  return document.experiments
    .filter(
      ({ counted, key, prices }) => counted && (price === undefined ? key === experiment : prices.includes(price)),
    )
    .filter(({ key }) => claims === null || key in claims.exps)
    .map((shown) => ({ ...shown, id: exposureId(kind, id, shown.key, claims?.exps[shown.key]?.[0] ?? 0) }));
}
