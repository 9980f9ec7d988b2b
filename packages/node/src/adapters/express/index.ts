export type { SitePricing } from "../../site/site-answer.ts";
export type { CheckoutAddresses, SiteOptions, SiteWebhook } from "../../site/site-options.ts";
export { createPricewright, type ExpressPricewright } from "./create-pricewright.ts";
