export { findPrice } from "./catalog.ts";
export { catalogSchema } from "./catalog-schema.ts";
export { definePricing } from "./define-pricing.ts";
export { pricingDocument } from "./pricing-document.ts";
