import type { TokenUsage } from "@pricewright/core/credits";
import { describe, expect, it } from "vitest";
import { usageFrom } from "./usage-from.ts";

/** The pools that hold anything. */
function pools(response: unknown, options = {}): Partial<TokenUsage> {
  return Object.fromEntries(Object.entries(usageFrom(response, options)).filter(([, count]) => count !== 0));
}

const chat = {
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "gpt-5-2025-08-07",
  choices: [],
  usage: {
    prompt_tokens: 2900,
    completion_tokens: 700,
    total_tokens: 3600,
    prompt_tokens_details: { cached_tokens: 2048, audio_tokens: 100 },
    completion_tokens_details: {
      reasoning_tokens: 448,
      audio_tokens: 50,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  },
};

const response = {
  id: "resp_1",
  object: "response",
  output: [
    { type: "web_search_call", status: "completed", action: { type: "search", query: "prices" } },
    { type: "web_search_call", status: "completed", action: { type: "open_page", url: "https://example.com" } },
    { type: "web_search_call", status: "completed" },
    { type: "file_search_call", status: "completed" },
    { type: "message", content: [] },
  ],
  usage: {
    input_tokens: 5000,
    input_tokens_details: { cached_tokens: 4096, cache_write_tokens: 200 },
    output_tokens: 900,
    output_tokens_details: { reasoning_tokens: 640 },
    total_tokens: 5900,
  },
};

const message = {
  id: "msg_1",
  type: "message",
  model: "claude-sonnet-4-5-20250929",
  usage: {
    input_tokens: 30,
    cache_read_input_tokens: 18_000,
    cache_creation_input_tokens: 1500,
    cache_creation: { ephemeral_5m_input_tokens: 1000, ephemeral_1h_input_tokens: 500 },
    output_tokens: 400,
    output_tokens_details: { thinking_tokens: 150 },
    server_tool_use: { web_search_requests: 2, web_fetch_requests: 1 },
    service_tier: "standard",
  },
};

const gemini = {
  candidates: [],
  usageMetadata: {
    promptTokenCount: 3000,
    cachedContentTokenCount: 2000,
    candidatesTokenCount: 500,
    thoughtsTokenCount: 800,
    toolUsePromptTokenCount: 70,
    totalTokenCount: 4370,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 2700 },
      { modality: "AUDIO", tokenCount: 300 },
    ],
    cacheTokensDetails: [{ modality: "AUDIO", tokenCount: 120 }],
    candidatesTokensDetails: [{ modality: "TEXT", tokenCount: 500 }],
  },
};

describe("usageFrom", () => {
  it("reads a chat completion, whole or its usage alone", () => {
    const expected = { input: 752, cachedInput: 2048, audioInput: 100, output: 202, reasoning: 448, audioOutput: 50 };
    expect(pools(chat)).toEqual(expected);
    expect(pools(chat.usage)).toEqual(expected);
    expect(pools({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 })).toEqual({ input: 10, output: 5 });
    expect(pools({ prompt_tokens: 10, total_tokens: 10 })).toEqual({ input: 10 });
  });

  it("reads reasoning that is counted beside the completion", () => {
    const usage = { prompt_tokens: 100, completion_tokens: 500, completion_tokens_details: { reasoning_tokens: 300 } };
    expect(pools({ ...usage, total_tokens: 600 })).toEqual({ input: 100, output: 200, reasoning: 300 });
    expect(pools({ ...usage, total_tokens: 900 })).toEqual({ input: 100, output: 500, reasoning: 300 });
  });

  it("reads a response, and the searches in it that are paid", () => {
    expect(pools(response)).toEqual({
      input: 704,
      cachedInput: 4096,
      cacheWrite5m: 200,
      output: 260,
      reasoning: 640,
      extras: { webSearch: 2, fileSearch: 1 },
    });
  });

  it("reads a realtime response, in which cached audio is cached and not audio", () => {
    const usage = {
      input_tokens: 1000,
      output_tokens: 300,
      total_tokens: 1300,
      input_token_details: {
        text_tokens: 400,
        audio_tokens: 600,
        cached_tokens: 500,
        cached_tokens_details: { text_tokens: 300, audio_tokens: 200 },
      },
      output_token_details: { text_tokens: 100, audio_tokens: 200 },
    };
    expect(pools({ usage })).toEqual({ input: 100, cachedInput: 500, audioInput: 400, output: 100, audioOutput: 200 });
  });

  it("reads a message, with the lifetime of what it cached", () => {
    expect(pools(message)).toEqual({
      input: 30,
      cachedInput: 18_000,
      cacheWrite5m: 1000,
      cacheWrite1h: 500,
      output: 250,
      reasoning: 150,
      extras: { webSearch: 2 },
    });
    const bare = { input_tokens: 5, output_tokens: 7, cache_creation_input_tokens: 9, cache_read_input_tokens: null };
    expect(pools(bare)).toEqual({ input: 5, cacheWrite5m: 9, output: 7 });
    expect(pools({ ...bare, cache_creation: { ephemeral_1h_input_tokens: 4 } })).toMatchObject({ cacheWrite1h: 9 });
  });

  it("adds what summing up a long context took, and refuses a message of two models", () => {
    const compaction = { type: "compaction", input_tokens: 100_000, output_tokens: 2000, cache_read_input_tokens: 3 };
    const own = { type: "message", input_tokens: 30, output_tokens: 400 };
    const usage = { ...message.usage, iterations: [compaction, own] };
    expect(pools({ usage })).toMatchObject({
      input: 100_030,
      cachedInput: 18_003,
      output: 2250,
      extras: { webSearch: 2 },
    });
    const fallback = { ...usage, iterations: [own, { type: "fallback_message", input_tokens: 1, output_tokens: 1 }] };
    expect(() => usageFrom(fallback)).toThrow(expect.objectContaining({ code: "ambiguous-usage" }));
  });

  it("reads Gemini, whose thoughts and tool results are counted apart", () => {
    expect(pools(gemini)).toEqual({ input: 890, cachedInput: 2000, audioInput: 180, output: 500, reasoning: 800 });
    expect(pools({ promptTokenCount: 12, totalTokenCount: 12 })).toEqual({ input: 12 });
    expect(pools({ promptTokenCount: 12, responseTokenCount: 3 })).toEqual({ input: 12, output: 3 });
  });

  it("reads version 6 of the AI SDK, and prefers what the provider said", () => {
    const usage = {
      inputTokens: 19_530,
      inputTokenDetails: { noCacheTokens: 30, cacheReadTokens: 18_000, cacheWriteTokens: 1500 },
      outputTokens: 400,
      outputTokenDetails: { textTokens: 250, reasoningTokens: 150 },
      totalTokens: 19_930,
      reasoningTokens: 150,
      cachedInputTokens: 18_000,
    };
    const read = { input: 30, cachedInput: 18_000, cacheWrite5m: 1500, output: 250, reasoning: 150 };
    expect(pools({ text: "", usage, steps: [{}] })).toEqual(read);
    expect(pools({ ...usage, raw: message.usage })).toEqual(pools(message));
    expect(pools({ ...usage, raw: { inputTokens: 1, cacheReadInputTokens: 2 } })).toEqual(read);
    const provider = {
      inputTokens: { total: 19_530, noCache: 30, cacheRead: 18_000, cacheWrite: 1500 },
      outputTokens: { total: 400, text: 250, reasoning: 150 },
    };
    expect(pools(provider)).toEqual(read);
  });

  it("reads version 5 of the AI SDK where it can tell how cached tokens were counted", () => {
    const usage = {
      inputTokens: 1000,
      outputTokens: 200,
      totalTokens: 1200,
      reasoningTokens: 50,
      cachedInputTokens: 600,
    };
    expect(pools(usage, { cachedTokens: "included" })).toEqual({
      input: 400,
      cachedInput: 600,
      output: 150,
      reasoning: 50,
    });
    expect(pools(usage, { cachedTokens: "apart" })).toEqual({
      input: 1000,
      cachedInput: 600,
      output: 150,
      reasoning: 50,
    });
    expect(() => usageFrom(usage)).toThrow(expect.objectContaining({ code: "ambiguous-usage" }));
    expect(pools({ ...usage, totalTokens: 1250, cachedInputTokens: 0 })).toEqual({
      input: 1000,
      output: 200,
      reasoning: 50,
    });
    expect(pools({ ...usage, cachedInputTokens: 1001 })).toMatchObject({ input: 1000, cachedInput: 1001 });
    const anthropic = (metadata: object) =>
      pools({ usage: { ...usage, reasoningTokens: undefined }, providerMetadata: { anthropic: metadata } });
    expect(anthropic({ usage: message.usage })).toEqual(pools(message));
    expect(anthropic({ cacheCreationInputTokens: 77 })).toEqual({
      input: 1000,
      cachedInput: 600,
      cacheWrite5m: 77,
      output: 200,
    });
  });

  it.each<[string, unknown]>([
    ["unknown-usage", null],
    ["unknown-usage", "usage"],
    ["unknown-usage", {}],
    ["unknown-usage", { usage: null, choices: [] }],
    ["unknown-usage", { tokens: 5 }],
    ["unknown-usage", { usage: Promise.resolve({}) }],
    ["unknown-usage", { inputTokens: 5, outputTokens: 5, totalTokens: 10, cacheReadInputTokens: 100 }],
    ["unknown-usage", { inputTokens: undefined, outputTokens: undefined, totalTokens: undefined }],
    ["unknown-usage", { inputTokens: { total: undefined }, outputTokens: { total: 1 } }],
    ["ambiguous-usage", { usage: chat.usage, steps: [{}, {}] }],
    ["invalid-usage", { prompt_tokens: 10, completion_tokens: 1, prompt_tokens_details: { cached_tokens: 11 } }],
    ["invalid-usage", { prompt_tokens: "10", completion_tokens: 1 }],
    ["invalid-usage", { input_tokens: -1, output_tokens: 1 }],
    ["invalid-usage", { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 12 }],
  ])("refuses with %s what it cannot read: %j", (code, answer) => {
    expect(() => usageFrom(answer)).toThrow(expect.objectContaining({ code }));
  });
});
