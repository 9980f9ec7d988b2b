import { PricewrightError } from "@pricewright/core";
import type { TokenUsage } from "@pricewright/core/credits";
import { countOf, type Fields, fieldsOf, listOf, without } from "./fields.ts";

/** Whether it is the usage of a message of Anthropic's. Its input leaves out what the cache was used for. */
export function isAnthropicUsage(usage: Fields): boolean {
  return "input_tokens" in usage && "output_tokens" in usage;
}

/**
 * Reads the usage of a message. Summing up a long context is a request of its own inside the message; the counts of
 * the message leave it out, so it is added.
 *
 * @throws PricewrightError `ambiguous-usage` when another model took part, whose price is another.
 */
export function readAnthropicUsage(usage: Fields): TokenUsage {
  const iterations = listOf(usage.iterations);
  const other = iterations.find(({ type }) => type !== "message" && type !== "compaction");
  if (other)
    throw new PricewrightError(
      "ambiguous-usage",
      `The message was made by several models (${String(other.type)}); price each entry of usage.iterations by itself.`,
    );
  return iterations
    .filter(({ type }) => type === "compaction")
    .map(readOne)
    .reduce(addUsage, readOne(usage));
}

function readOne(usage: Fields): TokenUsage {
  const output = countOf(usage, "output_tokens");
  const reasoning = countOf(fieldsOf(usage.output_tokens_details), "thinking_tokens");
  const webSearch = countOf(fieldsOf(usage.server_tool_use), "web_search_requests");
  return {
    input: countOf(usage, "input_tokens"),
    cachedInput: countOf(usage, "cache_read_input_tokens"),
    ...readCacheWrites(usage),
    output: without(output, [reasoning], "the output"),
    reasoning,
    ...(webSearch > 0 && { extras: { webSearch } }),
  };
}

/** Writes without a lifetime are for five minutes, the default, unless all that have one are for an hour. */
function readCacheWrites(usage: Fields): { cacheWrite5m: number; cacheWrite1h: number } {
  const lifetimes = fieldsOf(usage.cache_creation);
  const fiveMinutes = countOf(lifetimes, "ephemeral_5m_input_tokens");
  const hour = countOf(lifetimes, "ephemeral_1h_input_tokens");
  const total = countOf(usage, "cache_creation_input_tokens");
  const unknown = usage.cache_creation_input_tokens == null ? 0 : without(total, [fiveMinutes, hour], "cache writes");
  if (unknown > 0 && fiveMinutes > 0 && hour > 0)
    throw new PricewrightError(
      "ambiguous-usage",
      `${unknown} of ${total} tokens were written to a cache for five minutes or for an hour, and the usage does not say which.`,
    );
  return hour > 0
    ? { cacheWrite5m: fiveMinutes, cacheWrite1h: hour + unknown }
    : { cacheWrite5m: fiveMinutes + unknown, cacheWrite1h: 0 };
}

function addUsage(a: TokenUsage, b: TokenUsage): TokenUsage {
  const searches = (a.extras?.webSearch ?? 0) + (b.extras?.webSearch ?? 0);
  const sum = (pool: "cachedInput" | "cacheWrite5m" | "cacheWrite1h" | "reasoning") => (a[pool] ?? 0) + (b[pool] ?? 0);
  return {
    input: a.input + b.input,
    cachedInput: sum("cachedInput"),
    cacheWrite5m: sum("cacheWrite5m"),
    cacheWrite1h: sum("cacheWrite1h"),
    output: a.output + b.output,
    reasoning: sum("reasoning"),
    ...(searches > 0 && { extras: { webSearch: searches } }),
  };
}
