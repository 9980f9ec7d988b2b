import { type PricingDocument, pricingDocument } from "../catalog/document/pricing-document.ts";
import type { PriceBook } from "./price-book.ts";
import type { SettledEvaluation } from "./settle-evaluation.ts";

/** What {@link shownDocument} goes by. */
export interface ShownDocumentOptions {
  readonly book: PriceBook;
  /** BCP 47 tag; `"en-US"` by default. */
  readonly locale?: string | undefined;
  readonly at: Date;
}

/** The pricing document of an evaluated unit. */
export function shownDocument(
  { catalog, assignments, currency }: Pick<SettledEvaluation, "catalog" | "assignments" | "currency">,
  { book, locale, at }: ShownDocumentOptions,
): PricingDocument {
  return pricingDocument({
    catalog: catalog.document,
    experiments: book.definitions,
    withdrawn: new Set(book.withdrawn.keys()),
    assignments,
    currency,
    at,
    ...(locale === undefined ? {} : { locale }),
  });
}
