export {
  type Catalog,
  findPrice,
  type Interval,
  type Plan,
  type PlanPrice,
  type Price,
  type PriceProviders,
} from "./catalog.ts";
export { type CatalogInput, catalogSchema, type PlanInput, type PriceInput } from "./catalog-schema.ts";
export { definePricing } from "./define-pricing.ts";
export {
  type DocumentExperiment,
  type DocumentPlan,
  type DocumentPrice,
  type PricingDocument,
  type PricingDocumentOptions,
  pricingDocument,
} from "./pricing-document.ts";
