export {
  type AiSdkCredits,
  type AiSdkCreditsOptions,
  type AiSdkModel,
  aiSdkCredits,
} from "./ai-sdk-credits.ts";
export { createLlmMeter, type LlmMeter, type LlmMeterOptions } from "./create-llm-meter.ts";
export type { LlmCall } from "./llm-call.ts";
