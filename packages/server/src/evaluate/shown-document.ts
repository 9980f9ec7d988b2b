import type { Assignment } from "@pricewright/core";
import { type Catalog, type PricingDocument, pricingDocument } from "@pricewright/core/catalog";
import { LRUCache } from "lru-cache";
import type { Pricing } from "../experiments/pricing-cache.ts";

/** What {@link shownDocument} makes a document of. */
export interface ShownDocumentInput {
  readonly pricing: Pricing;
  readonly catalog: Catalog;
  readonly assignments: readonly Assignment[];
  readonly currency: string;
  readonly locale: string | undefined;
  readonly now: Date;
}

/** JSON, and its length in UTF-8. */
export interface JsonText {
  readonly text: string;
  readonly bytes: number;
}

/** Most documents kept of one state of the prices: variants, currencies and locales make few. */
const MOST_KEPT = 1000;

const kept = new WeakMap<Pricing, LRUCache<string, PricingDocument>>();
const texts = new WeakMap<PricingDocument, JsonText>();

/** The pricing document of a unit. Units that see the same within a second share it. */
export function shownDocument({
  pricing,
  catalog,
  assignments,
  currency,
  locale,
  now,
}: ShownDocumentInput): PricingDocument {
  const documents = documentsOf(pricing);
  const facts: unknown[] = [Math.floor(now.getTime() / 1000), currency, locale];
  for (const { experiment, variant, counted, reason } of assignments)
    facts.push(experiment, variant, counted, reason === "unknown-experiment");
  const key = JSON.stringify(facts);
  const known = documents.get(key);
  if (known) return known;
  const document = pricingDocument({
    catalog,
    experiments: pricing.definitions,
    withdrawn: new Set(pricing.withdrawn.keys()),
    assignments,
    currency,
    at: now,
    ...(locale === undefined ? {} : { locale }),
  });
  documents.set(key, document);
  return document;
}

function documentsOf(pricing: Pricing): LRUCache<string, PricingDocument> {
  const known = kept.get(pricing);
  if (known) return known;
  const documents = new LRUCache<string, PricingDocument>({ max: MOST_KEPT });
  kept.set(pricing, documents);
  return documents;
}

/** The document as JSON. */
export function documentText(document: PricingDocument): JsonText {
  const known = texts.get(document);
  if (known !== undefined) return known;
  const text = JSON.stringify(document);
  const made = { text, bytes: Buffer.byteLength(text) };
  texts.set(document, made);
  return made;
}
