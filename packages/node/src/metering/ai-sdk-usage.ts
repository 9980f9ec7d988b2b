import { PricewrightError } from "@pricewright/core";
import type { TokenUsage } from "@pricewright/core/credits";
import { countOf, type Fields, fieldsOf, without } from "./fields.ts";
import { splitReasoning } from "./split-reasoning.ts";

/** Fields that a usage of the AI SDK may have. Others of a similar look, such as Amazon Bedrock's, have more. */
const KNOWN = new Set([
  "inputTokens",
  "outputTokens",
  "inputTokenDetails",
  "outputTokenDetails",
  "totalTokens",
  "reasoningTokens",
  "cachedInputTokens",
  "raw",
]);

/** How the AI SDK's version 5 counts cached tokens depends on the provider, and its usage does not say which. */
export type CachedTokens = "included" | "apart";

/** Whether it is a usage of the AI SDK. */
export function isAiSdkUsage(usage: Fields): boolean {
  return "inputTokens" in usage && "outputTokens" in usage && Object.keys(usage).every((name) => KNOWN.has(name));
}

/**
 * Reads a usage of the AI SDK, of version 5 or 6, or of its provider interface.
 *
 * @throws PricewrightError `ambiguous-usage` for cached tokens of version 5 without knowing how they were counted;
 * `unknown-usage` when the counts are not there, as in a step that failed.
 */
export function readAiSdkUsage(usage: Fields, cachedTokens: CachedTokens | undefined): TokenUsage {
  const [input, output] = [fieldsOf(usage.inputTokens), fieldsOf(usage.outputTokens)];
  if (input && output) return readDetailed({ input, output, names: PROVIDER_NAMES });
  if (usage.inputTokens == null || usage.outputTokens == null)
    throw new PricewrightError("unknown-usage", "The usage has no counts; the provider reported none.");
  const { inputTokenDetails, outputTokenDetails } = usage;
  if (fieldsOf(inputTokenDetails))
    return readDetailed({
      input: { ...fieldsOf(inputTokenDetails), total: usage.inputTokens },
      output: { ...fieldsOf(outputTokenDetails), total: usage.outputTokens },
      names: RESULT_NAMES,
    });
  return readVersion5(usage, cachedTokens);
}

const PROVIDER_NAMES = { cacheRead: "cacheRead", cacheWrite: "cacheWrite", reasoning: "reasoning" };
const RESULT_NAMES = { cacheRead: "cacheReadTokens", cacheWrite: "cacheWriteTokens", reasoning: "reasoningTokens" };

interface Detailed {
  readonly input: Fields;
  readonly output: Fields;
  readonly names: typeof PROVIDER_NAMES;
}

/** Totals include their parts, whatever the provider. */
function readDetailed({ input, output, names }: Detailed): TokenUsage {
  if (input.total == null || output.total == null)
    throw new PricewrightError("unknown-usage", "The usage has no totals; the provider reported none.");
  const cachedInput = countOf(input, names.cacheRead);
  const cacheWrite5m = countOf(input, names.cacheWrite);
  const reasoning = countOf(output, names.reasoning);
  return {
    input: without(countOf(input, "total"), [cachedInput, cacheWrite5m], "the input"),
    cachedInput,
    cacheWrite5m,
    output: without(countOf(output, "total"), [reasoning], "the output"),
    reasoning,
  };
}

function readVersion5(usage: Fields, cachedTokens: CachedTokens | undefined): TokenUsage {
  const input = countOf(usage, "inputTokens");
  const output = countOf(usage, "outputTokens");
  const cachedInput = countOf(usage, "cachedInputTokens");
  const reasoning = countOf(usage, "reasoningTokens");
  if (cachedInput > 0 && cachedInput <= input && cachedTokens === undefined)
    throw new PricewrightError(
      "ambiguous-usage",
      `A usage of version 5 of the AI SDK does not say whether ${cachedInput} cached tokens are part of inputTokens. Give the whole result in its place, or cachedTokens: "apart" for Anthropic and Bedrock, "included" for OpenAI and Google.`,
    );
  const isApart = cachedInput > input || cachedTokens === "apart";
  const total = usage.totalTokens == null ? null : countOf(usage, "totalTokens");
  return {
    input: isApart ? input : without(input, [cachedInput], "inputTokens"),
    cachedInput,
    output: splitReasoning({ output, reasoning, others: [], input, total }),
    reasoning,
  };
}
