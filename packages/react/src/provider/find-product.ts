import type { DocumentPack, DocumentPlan, PricingDocument } from "@pricewright/core/catalog";

/** The plan or pack of an id; undefined where the document has none. */
export function findProduct({ plans, packs }: PricingDocument, id: string): DocumentPlan | DocumentPack | undefined {
  return plans.find((plan) => plan.id === id) ?? packs.find((pack) => pack.id === id);
}
