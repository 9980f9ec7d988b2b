import { describe, expect, it } from "vitest";
import { usageFrom } from "./usage-from.ts";
import { usageFromStream } from "./usage-from-stream.ts";

const withoutZeros = (tokens: object) => Object.fromEntries(Object.entries(tokens).filter(([, count]) => count !== 0));
const read = async (chunks: unknown[]) => withoutZeros(await usageFromStream(chunks));

describe("usageFromStream", () => {
  it("takes the usage of the last chunk of a chat completion", async () => {
    const usage = {
      prompt_tokens: 20,
      completion_tokens: 8,
      total_tokens: 28,
      prompt_tokens_details: { cached_tokens: 5 },
    };
    const chunk = (more: object) => ({ object: "chat.completion.chunk", choices: [], ...more });
    expect(await read([chunk({ usage: null }), chunk({}), chunk({ usage })])).toEqual({
      input: 15,
      cachedInput: 5,
      output: 8,
    });
  });

  it("takes the usage of a response that is complete, with its searches", async () => {
    const usage = { input_tokens: 9, input_tokens_details: { cached_tokens: 4 }, output_tokens: 3, total_tokens: 12 };
    const done = { object: "response", usage, output: [{ type: "web_search_call", action: { type: "search" } }] };
    const events = [
      { type: "response.created", response: { object: "response", usage: null, output: [] } },
      { type: "response.output_text.delta", delta: "Hi" },
      { type: "response.completed", response: done },
    ];
    expect(await read(events)).toEqual({ input: 5, cachedInput: 4, output: 3, extras: { webSearch: 1 } });
  });

  it("joins the beginning of a message with its end, whose counts are of the whole", async () => {
    const start = {
      input_tokens: 10,
      cache_creation_input_tokens: 200,
      cache_read_input_tokens: 3000,
      cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 200 },
      output_tokens: 1,
    };
    const events = [
      { type: "message_start", message: { type: "message", usage: start } },
      { type: "content_block_delta", delta: { type: "text_delta", text: "Hi" } },
      { type: "message_delta", delta: { stop_reason: null }, usage: { output_tokens: 40 } },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn" },
        usage: {
          input_tokens: null,
          cache_read_input_tokens: 3500,
          output_tokens: 90,
          server_tool_use: { web_search_requests: 1 },
        },
      },
      { type: "message_stop" },
    ];
    expect(await read(events)).toEqual({
      input: 10,
      cachedInput: 3500,
      cacheWrite1h: 200,
      output: 90,
      extras: { webSearch: 1 },
    });
  });

  it("takes the newest counts of Gemini", async () => {
    const chunks = [
      { usageMetadata: { promptTokenCount: 8, totalTokenCount: 8 } },
      { usageMetadata: { promptTokenCount: 8, candidatesTokenCount: 2, thoughtsTokenCount: 30, totalTokenCount: 40 } },
    ];
    expect(await read(chunks)).toEqual({ input: 8, output: 2, reasoning: 30 });
  });

  it("reads the AI SDK's stream of one step, and refuses to add steps up", async () => {
    const usage = { inputTokens: 5, outputTokens: 7, totalTokens: 12 };
    const step = {
      type: "finish-step",
      usage,
      response: { id: "r" },
      providerMetadata: { anthropic: { cacheCreationInputTokens: 9 } },
    };
    const finish = { type: "finish", totalUsage: usage };
    expect(await read([{ type: "start" }, step, finish])).toEqual({ input: 5, cacheWrite5m: 9, output: 7 });
    await expect(usageFromStream([step, step, finish])).rejects.toThrow(
      expect.objectContaining({ code: "ambiguous-usage" }),
    );
  });

  it("reads asynchronous streams, and refuses one without usage", async () => {
    async function* stream() {
      yield { usage: { input_tokens: 1, output_tokens: 2 } };
    }
    expect(await usageFromStream(stream())).toEqual(usageFrom({ input_tokens: 1, output_tokens: 2 }));
    await expect(usageFromStream([{ choices: [] }, "text"])).rejects.toThrow(/include_usage/);
  });
});
