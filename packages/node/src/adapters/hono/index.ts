export type { SitePricing } from "../../site/site-answer.ts";
export type { CheckoutAddresses, SiteOptions, SiteWebhook } from "../../site/site-options.ts";
export { createPricewright, type HonoPricewright } from "./create-pricewright.ts";
