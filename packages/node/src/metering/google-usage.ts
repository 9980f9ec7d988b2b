import type { TokenUsage } from "@pricewright/core/credits";
import { countOf, type Fields, listOf, without } from "./fields.ts";

/** Whether it is the `usageMetadata` of Gemini. */
export function isGoogleUsage(usage: Fields): boolean {
  return "promptTokenCount" in usage;
}

/**
 * Reads the usage of Gemini. The prompt counts what was cached; the reply does not count thoughts; what tools gave back
 * is read as input.
 */
export function readGoogleUsage(usage: Fields): TokenUsage {
  const prompt = countOf(usage, "promptTokenCount");
  const tools = countOf(usage, "toolUsePromptTokenCount");
  const cachedInput = countOf(usage, "cachedContentTokenCount");
  const output = countOf(usage, usage.candidatesTokenCount == null ? "responseTokenCount" : "candidatesTokenCount");
  const reasoning = countOf(usage, "thoughtsTokenCount");
  const cachedAudio = audioOf(usage.cacheTokensDetails);
  // Audio that came out of the cache is among the cached tokens already.
  const audioInput = without(audioOf(usage.promptTokensDetails), [cachedAudio], "the audio of the prompt");
  const audioOutput = audioOf(usage.candidatesTokensDetails ?? usage.responseTokensDetails);
  if (usage.totalTokenCount != null)
    without(countOf(usage, "totalTokenCount"), [prompt, tools, output, reasoning], "totalTokenCount");
  return {
    input: without(prompt, [cachedInput, audioInput], "the prompt") + tools,
    cachedInput,
    audioInput,
    output: without(output, [audioOutput], "the reply"),
    reasoning,
    audioOutput,
  };
}

function audioOf(details: unknown): number {
  return listOf(details)
    .filter(({ modality }) => modality === "AUDIO")
    .reduce((sum, detail) => sum + countOf(detail, "tokenCount"), 0);
}
