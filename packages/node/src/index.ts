export type { ClientOptions } from "./client/client-options.ts";
export { createClient } from "./client/create-client.ts";
export type { PricingClient } from "./client/pricing-client.ts";
export type { ConfigCache } from "./config/config-cache.ts";
export { UnsettledHoldError } from "./credits/unsettled-hold-error.ts";
export { type HeldRun, withHold } from "./credits/with-hold.ts";
export type { DeliveryCounts } from "./delivery/event-queue.ts";
export type { LostEvents } from "./delivery/lost-events.ts";
export { PricewrightRequestError } from "./errors/to-pricewright-error.ts";
export { createLocal } from "./local/create-local.ts";
export type { LocalExperiment, LocalVariant } from "./local/local-experiment.ts";
export type { LocalOptions, LocalWithdrawal } from "./local/local-options.ts";
export type { LocalPricing } from "./local/local-pricing.ts";
export { memoryStore } from "./local/store/memory-store.ts";
export type { Store, StoreReader, StoreTransaction } from "./local/store/store.ts";
export type { CachedTokens } from "./metering/ai-sdk-usage.ts";
export { type UsageFromOptions, usageFrom } from "./metering/usage-from.ts";
export { collectUsage, type UsageCollector, usageFromStream } from "./metering/usage-from-stream.ts";
export type { AccountCredits, BalanceOptions } from "./pricing/account-credits.ts";
export type { EvaluateOptions } from "./pricing/evaluate-options.ts";
export type { EventInput } from "./pricing/event-input.ts";
export type { HeldWork } from "./pricing/held-work.ts";
export type { CheckoutInput, Pricing, QuoteHolder } from "./pricing/pricing.ts";
export type { AssignmentOf, NamedExperiment, PricingAnswer, ProductIdOf } from "./pricing/pricing-answer.ts";
export type { PricingUnit } from "./pricing/pricing-unit.ts";
export type { SettledHold, WithHoldOptions } from "./pricing/with-hold-options.ts";
export type {
  CheckoutPrice,
  CustomerPortal,
  ParsedWebhook,
  Provider,
  ProviderCheckout,
  ProviderName,
  ProviderPage,
  ProviderSession,
  ReportedUsage,
  WebhookHeaders,
} from "./providers/provider.ts";
export { ProviderError } from "./providers/provider-error.ts";
export { memoryPayments } from "./webhooks/memory-payments.ts";
export type { PaymentStore, Payments, StoredPayment, StoredSubscription } from "./webhooks/payment-store.ts";
export { type ReceivedWebhook, type ReceiveWebhookOptions, receiveWebhook } from "./webhooks/receive-webhook.ts";
