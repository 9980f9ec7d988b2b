export { ProviderError } from "../provider-error.ts";
export { type StripeOptions, stripe } from "./stripe.ts";
