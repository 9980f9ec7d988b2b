export {
  type ClientOptions,
  createClient,
  type EvaluateOptions,
  type EventInput,
  type PricingClient,
} from "./client/create-client.ts";
export { PricewrightRequestError } from "./errors/to-pricewright-error.ts";
export type { LostEvents } from "./events/event-queue.ts";
export type { CachedTokens } from "./metering/ai-sdk-usage.ts";
export { type UsageFromOptions, usageFrom } from "./metering/usage-from.ts";
export { collectUsage, type UsageCollector, usageFromStream } from "./metering/usage-from-stream.ts";
