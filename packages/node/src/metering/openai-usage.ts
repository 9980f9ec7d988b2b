import type { TokenUsage } from "@pricewright/core/credits";
import { countOf, type Fields, fieldsOf, listOf, without } from "./fields.ts";
import { splitReasoning } from "./split-reasoning.ts";

/** Whether it is the usage of OpenAI's chat completions, or of one of the many interfaces made after it. */
export function isChatUsage(usage: Fields): boolean {
  return "prompt_tokens" in usage;
}

/** Reads the usage of a chat completion. */
export function readChatUsage(usage: Fields): TokenUsage {
  return readCounts({
    input: countOf(usage, "prompt_tokens"),
    output: countOf(usage, "completion_tokens"),
    inputDetails: fieldsOf(usage.prompt_tokens_details),
    outputDetails: fieldsOf(usage.completion_tokens_details),
    total: totalOf(usage),
  });
}

/** Whether it is the usage of OpenAI's Responses or Realtime API. */
export function isResponsesUsage(usage: Fields): boolean {
  return "input_tokens" in usage && ("input_tokens_details" in usage || "input_token_details" in usage);
}

/**
 * Reads the usage of a response.
 *
 * @param output Items of the response, among them the searches that are paid by the piece: looking at a page that was
 * found costs nothing more.
 */
export function readResponsesUsage(usage: Fields, output: unknown): TokenUsage {
  const items = listOf(output);
  const searches = items.filter(({ type, action }) => {
    const kind = fieldsOf(action)?.type;
    return type === "web_search_call" && (kind === undefined || kind === "search");
  });
  const lookups = items.filter(({ type }) => type === "file_search_call");
  const extras = {
    ...(searches.length > 0 && { webSearch: searches.length }),
    ...(lookups.length > 0 && { fileSearch: lookups.length }),
  };
  const tokens = readCounts({
    input: countOf(usage, "input_tokens"),
    output: countOf(usage, "output_tokens"),
    inputDetails: fieldsOf(usage.input_tokens_details ?? usage.input_token_details),
    outputDetails: fieldsOf(usage.output_tokens_details ?? usage.output_token_details),
    total: totalOf(usage),
  });
  return Object.keys(extras).length > 0 ? { ...tokens, extras } : tokens;
}

interface Counts {
  readonly input: number;
  readonly output: number;
  readonly inputDetails: Fields | null;
  readonly outputDetails: Fields | null;
  readonly total: number | null;
}

function readCounts({ input, output, inputDetails, outputDetails, total }: Counts): TokenUsage {
  const cachedInput = countOf(inputDetails, "cached_tokens");
  const cacheWrite5m = countOf(inputDetails, "cache_write_tokens");
  // Audio that came out of the cache is among the cached tokens already.
  const cachedAudio = countOf(fieldsOf(inputDetails?.cached_tokens_details), "audio_tokens");
  const audioInput = without(countOf(inputDetails, "audio_tokens"), [cachedAudio], "the audio of the prompt");
  const reasoning = countOf(outputDetails, "reasoning_tokens");
  const audioOutput = countOf(outputDetails, "audio_tokens");
  return {
    input: without(input, [cachedInput, cacheWrite5m, audioInput], "the prompt"),
    cachedInput,
    cacheWrite5m,
    audioInput,
    output: splitReasoning({ output, reasoning, others: [audioOutput], input, total }),
    reasoning,
    audioOutput,
  };
}

function totalOf(usage: Fields): number | null {
  return usage.total_tokens === undefined ? null : countOf(usage, "total_tokens");
}
