export type { AskProvider, ProviderAnswer } from "./ask-provider.ts";
export { type AttributionMetadata, readMetadata, writeMetadata } from "./attribution-metadata.ts";
export { type BoughtPrice, catalogPriceOf } from "./catalog-price-of.ts";
export { type LemonSqueezyEventInput, readLemonSqueezy } from "./lemonsqueezy/read-lemonsqueezy.ts";
export { providerExponent, toMajor, toMinor } from "./minor-units.ts";
export { refundsOf } from "./outcomes/refunds-of.ts";
export { type SalesOfOptions, type SalesOfResult, salesOf } from "./outcomes/sales-of.ts";
export {
  type KnownPayment,
  NOTHING,
  type ProviderEvent,
  type ProviderPayment,
  type ProviderRefund,
  type ProviderSale,
  type ProviderSubscription,
} from "./provider-event.ts";
export { readEnvelope, type WebhookEnvelope } from "./read-envelope.ts";
export { describeReview, type ReviewedLine, type ReviewReason } from "./reviewed-line.ts";
export type { Seller } from "./seller.ts";
export { isSignedByLemonSqueezy } from "./signatures/is-signed-by-lemonsqueezy.ts";
export { isSignedByStripe } from "./signatures/is-signed-by-stripe.ts";
export type { SignedWebhook } from "./signatures/signed-webhook.ts";
export { readStripe } from "./stripe/read-stripe.ts";
export type { StripeEventInput } from "./stripe/stripe-event.ts";
export { isKnownStripeVersion, STRIPE_VERSION } from "./stripe/stripe-version.ts";
