export {
  type ClientOptions,
  createClient,
  type EvaluateOptions,
  type EventInput,
  type PricingClient,
} from "./client/create-client.ts";
export { PricewrightRequestError } from "./errors/to-pricewright-error.ts";
export type { LostEvents } from "./events/event-queue.ts";
