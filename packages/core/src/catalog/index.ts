export type { ChargeModel, PriceTier } from "../credits/charging/charge-model.ts";
export type { KeySource, MarkupLimits, MarkupMatch, MarkupRate, MarkupRule } from "../credits/charging/markup-rule.ts";
export type { Availability } from "./availability.ts";
export type { Catalog, CatalogMarkupRule } from "./catalog.ts";
export type { CatalogExperiment, CatalogVariant } from "./catalog-experiment.ts";
export type { CatalogIds } from "./catalog-ids.ts";
export type { CatalogInput, PackInput, PackPriceInput, PlanInput, PriceInput } from "./catalog-input.ts";
export type { CalendarSpan, IncludedCredits, Rollover } from "./credit-terms.ts";
export { definePricing } from "./define-pricing.ts";
export type { DocumentFeature } from "./document/document-feature.ts";
export { type DocumentLabels, englishLabels } from "./document/document-labels.ts";
export type { DocumentMetered } from "./document/document-metered.ts";
export type { DocumentPack } from "./document/document-pack.ts";
export type { DocumentCredits, DocumentPlan } from "./document/document-plan.ts";
export type { DocumentFee, DocumentPrice } from "./document/document-price.ts";
export {
  type DocumentExperiment,
  type PricingDocument,
  type PricingDocumentOptions,
  pricingDocument,
} from "./document/pricing-document.ts";
export type { Feature, FeatureGrant, Period, Quota } from "./feature.ts";
export { checkEntitlement, type Entitlement, type EntitlementReason } from "./features/check-entitlement.ts";
export { checkQuota, type QuotaResult } from "./features/check-quota.ts";
export {
  type CompareFeaturesOptions,
  compareFeatures,
  type FeatureCell,
  type FeatureComparison,
} from "./features/compare-features.ts";
export { findPrice, findProductPrice, type PlanPrice, type ProductPrice } from "./find-price.ts";
export type { PricingFinding } from "./lint/finding.ts";
export { type LintPricingOptions, lintPricing } from "./lint/lint-pricing.ts";
export type { Meter, MeterUnit } from "./meter.ts";
export type { Pack, PackPrice } from "./pack.ts";
export type { Plan } from "./plan.ts";
export type { Fee, Interval, MeteredPart, PaymentProvider, Price, PriceProviders } from "./price.ts";
export { runningExperiments } from "./running-experiments.ts";
export { type Sale, saleRevenue } from "./sale-revenue.ts";
export { catalogSchema } from "./schema/catalog-schema.ts";
export type { CatalogChange, ChangeSubject } from "./versions/catalog-change.ts";
export { catalogHash } from "./versions/catalog-hash.ts";
export { type CatalogPlacement, catalogOfCustomer } from "./versions/catalog-of-customer.ts";
export { type CatalogDiff, diffCatalogs } from "./versions/diff-catalogs.ts";
export { type MoveCustomerOptions, type MoveCustomerResult, moveCustomer } from "./versions/move-customer.ts";
export { type PublishedCatalog, publishCatalog } from "./versions/publish-catalog.ts";
