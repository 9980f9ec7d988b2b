import type { PricingDocument } from "@pricewright/core/catalog";
import { singlePlanDocument, subscriptionDocument } from "../../src/fixtures/pricing-documents.ts";
import { studioDocument } from "../../src/fixtures/studio-document.ts";
import { arabicLabels } from "./arabic-messages.ts";
import { germanLabels } from "./german-messages.ts";
import type { PageRequest } from "./page-request.ts";

const LABELS = { de: { locale: "de-DE", labels: germanLabels }, ar: { locale: "ar-EG", labels: arabicLabels }, en: {} };
const REASONS = { assigned: "assigned", preview: "override", uncounted: "not-covered" } as const;

/** The document that a page shows. */
export function documentOf({ name, language, currency, assignment }: PageRequest): PricingDocument {
  if (name === "subscription") return subscriptionDocument();
  if (name === "single" || name === "below") return singlePlanDocument();
  return studioDocument({ ...LABELS[language], currency, reason: REASONS[assignment] });
}
