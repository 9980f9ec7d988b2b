import type { PricingDocument } from "../catalog/document/pricing-document.ts";
import type { NewQuote } from "../quotes/issue-quote.ts";
import { variantName } from "../quotes/variant-name.ts";
import type { PriceBook } from "./price-book.ts";
import { quotedPrices } from "./quoted-prices.ts";
import type { SettledEvaluation } from "./settle-evaluation.ts";
import type { UnitId } from "./unit-id.ts";

/** What {@link quoteContent} goes by. */
export interface QuoteContentOptions {
  readonly book: PriceBook;
  /** Who asked, and buys. */
  readonly unit: UnitId;
  /** What the unit is shown. */
  readonly document: PricingDocument;
  /** The tenant's secret for names of variants. */
  readonly variantSecret: Uint8Array;
}

/** What a quote of an evaluation says. */
export function quoteContent(
  { assignments, records, catalog }: Pick<SettledEvaluation, "assignments" | "records" | "catalog">,
  { book, unit, document, variantSecret }: QuoteContentOptions,
): NewQuote {
  const experiments: [key: string, named: readonly [revision: number, variant: string]][] = [];
  for (const { experiment: key, variant, reason } of assignments) {
    const experiment = book.experiments.get(key);
    // Who is no part of an experiment must not be counted when the page reports what it showed.
    if (!experiment || experiment.startedAt === null || reason === "existing-customer") continue;
    const revision = records.find((record) => record.experiment === key)?.revision ?? experiment.revision;
    experiments.push([key, [revision, variantName({ experiment: key, revision, variant }, variantSecret)]]);
  }
  return {
    unit,
    catalogVersion: catalog.version,
    experiments: Object.fromEntries(experiments),
    currency: document.currency,
    prices: quotedPrices(document, catalog.document),
    preview: assignments.some(({ reason }) => reason === "override"),
  };
}
