import { PricewrightError } from "@pricewright/core";
import type { TokenUsage } from "@pricewright/core/credits";
import { type CachedTokens, isAiSdkUsage, readAiSdkUsage } from "./ai-sdk-usage.ts";
import { isAnthropicUsage, readAnthropicUsage } from "./anthropic-usage.ts";
import { type Fields, fieldsOf } from "./fields.ts";
import { isGoogleUsage, readGoogleUsage } from "./google-usage.ts";
import { isChatUsage, isResponsesUsage, readChatUsage, readResponsesUsage } from "./openai-usage.ts";

/** How {@link usageFrom} reads what a usage does not say itself. */
export interface UsageFromOptions {
  /**
   * For a bare usage of version 5 of the AI SDK, whether `inputTokens` counts cached tokens: `"apart"` for Anthropic
   * and Bedrock, `"included"` for OpenAI and Google. Tokens that Anthropic wrote to a cache are not in such a usage at
   * all; give the whole result.
   */
  readonly cachedTokens?: CachedTokens | undefined;
}

/**
 * Reads the tokens of one request into pools that do not overlap: no token is counted twice, as it is when cached
 * tokens are added to a prompt that includes them.
 *
 * Knows OpenAI (chat completions, responses, realtime), Anthropic, Google Gemini and the Vercel AI SDK (versions 5 and
 * 6). Takes the whole answer, which says most, or the usage in it.
 *
 * @throws PricewrightError `unknown-usage` for a shape that it does not know, never 0; `ambiguous-usage` when the
 * shape does not tell tokens apart that are priced apart; `invalid-usage` when parts exceed their total.
 *
 * @example
 * const message = await anthropic.messages.create({ model: "claude-sonnet-4-5", max_tokens: 1024, messages });
 * usageFrom(message); // { input: 21, cachedInput: 188_086, cacheWrite5m: 0, cacheWrite1h: 456, output: 393, ... }
 */
export function usageFrom(response: unknown, options: UsageFromOptions = {}): TokenUsage {
  const answer = fieldsOf(response);
  if (!answer) throw unknownUsage(response);
  checkSteps(answer);
  const usage = fieldsOf(answer.usage ?? answer.usageMetadata) ?? answer;
  if (typeof usage.then === "function")
    throw new PricewrightError("unknown-usage", "The usage of a stream is a promise; await it first.");
  if (isGoogleUsage(usage)) return readGoogleUsage(usage);
  if (isChatUsage(usage)) return readChatUsage(usage);
  if (isResponsesUsage(usage)) return readResponsesUsage(usage, answer.output);
  if (isAnthropicUsage(usage)) return readAnthropicUsage(usage);
  if (isAiSdkUsage(usage)) return readRaw(usage, answer) ?? readAiSdkUsage(usage, options.cachedTokens);
  throw unknownUsage(usage);
}

/** The provider's own usage says more than the AI SDK's, such as how long a cache lives. */
function readRaw(usage: Fields, answer: Fields): TokenUsage | null {
  const metadata = fieldsOf(fieldsOf(answer.providerMetadata)?.anthropic);
  const raw = fieldsOf(usage.raw) ?? fieldsOf(metadata?.usage);
  if (raw && READABLE.some((isReadable) => isReadable(raw))) return usageFrom(raw);
  if (!metadata || "inputTokenDetails" in usage) return null;
  return readAnthropicUsage({
    input_tokens: usage.inputTokens,
    cache_read_input_tokens: usage.cachedInputTokens,
    cache_creation_input_tokens: metadata.cacheCreationInputTokens,
    output_tokens: usage.outputTokens,
  });
}

const READABLE = [isGoogleUsage, isChatUsage, isResponsesUsage, isAnthropicUsage];

function checkSteps({ steps }: Fields): void {
  if (!Array.isArray(steps) || steps.length < 2) return;
  throw new PricewrightError(
    "ambiguous-usage",
    `The result has ${steps.length} steps, and each is a request with a price of its own; use usageFrom on each of result.steps.`,
  );
}

function unknownUsage(value: unknown): PricewrightError {
  const shape = fieldsOf(value)
    ? `an object with ${Object.keys(value as Fields).join(", ") || "nothing in it"}`
    : `${value}`;
  return new PricewrightError(
    "unknown-usage",
    `There is no usage that is known in ${shape}. Give the answer of OpenAI, Anthropic, Google or the AI SDK, or the usage in it; else fill in the pools yourself.`,
  );
}
