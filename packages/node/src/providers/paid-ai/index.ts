export { ProviderError } from "../provider-error.ts";
export { type PaidAiOptions, paidAi } from "./paid-ai.ts";
