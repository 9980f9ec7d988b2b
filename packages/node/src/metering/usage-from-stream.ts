import { PricewrightError } from "@pricewright/core";
import type { TokenUsage } from "@pricewright/core/credits";
import { type Fields, fieldsOf } from "./fields.ts";
import { type UsageFromOptions, usageFrom } from "./usage-from.ts";

/** Takes in the chunks of one streamed answer and knows its usage in the end. */
export interface UsageCollector {
  /** Takes in one chunk. Those without usage change nothing. */
  readonly add: (chunk: unknown) => void;
  /**
   * The usage of the chunks so far.
   *
   * @throws PricewrightError `unknown-usage` when there was none; otherwise as `usageFrom`.
   */
  readonly usage: () => TokenUsage;
}

/**
 * Collects the usage of an answer while you pass its chunks on.
 *
 * @example
 * const collector = collectUsage();
 * for await (const chunk of stream) {
 *   collector.add(chunk);
 *   send(chunk);
 * }
 * const tokens = collector.usage();
 */
export function collectUsage(options: UsageFromOptions = {}): UsageCollector {
  let collected: Fields | null = null;
  let steps = 0;
  return {
    add: (chunk) => {
      const fields = fieldsOf(chunk);
      if (!fields) return;
      if (fields.type === "finish-step") steps++;
      const found = answerIn(fields);
      if (found) collected = merge(collected, found);
    },
    usage: () => {
      if (!collected)
        throw new PricewrightError(
          "unknown-usage",
          "The stream had no usage. Chat completions send it with stream_options: { include_usage: true }; the others at the end.",
        );
      return usageFrom({ ...collected, ...(steps > 1 && { steps: Array(steps).fill(null) }) }, options);
    },
  };
}

/**
 * Reads a streamed answer to its end for its usage.
 *
 * @throws PricewrightError as `usageFrom`; `unknown-usage` when the stream had none.
 */
export async function usageFromStream(
  stream: AsyncIterable<unknown> | Iterable<unknown>,
  options: UsageFromOptions = {},
): Promise<TokenUsage> {
  const collector = collectUsage(options);
  for await (const chunk of stream) collector.add(chunk);
  return collector.usage();
}

/** The part of a chunk that an answer's usage is in: its own, a message's or a response's. */
function answerIn(chunk: Fields): Fields | null {
  for (const answer of [fieldsOf(chunk.message), fieldsOf(chunk.response), chunk]) {
    if (answer && (fieldsOf(answer.usage) || fieldsOf(answer.usageMetadata))) return answer;
  }
  return null;
}

/** Later counts are of the whole answer so far and replace earlier ones; what a later chunk leaves out stays. */
function merge(before: Fields | null, after: Fields): Fields {
  const combine = (name: string) => {
    const later = Object.entries(fieldsOf(after[name]) ?? {}).filter(([, value]) => value !== null);
    return { ...fieldsOf(before?.[name]), ...Object.fromEntries(later) };
  };
  const name = fieldsOf(after.usage) ? "usage" : "usageMetadata";
  const { output, providerMetadata } = after;
  return {
    ...before,
    ...(output !== undefined && { output }),
    ...(providerMetadata !== undefined && { providerMetadata }),
    [name]: combine(name),
  };
}
