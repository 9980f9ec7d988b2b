import Anthropic from "@anthropic-ai/sdk";
import { defineCostTable, reportEstimates } from "@pricewright/core/credits";
import { generateText, simulateReadableStream, streamText, wrapLanguageModel } from "ai";
import { MockLanguageModelV4 } from "ai/test";
import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { AccountCommands } from "../credits/account-commands.ts";
import { accountCredits } from "../credits/account-credits.ts";
import type { SettledHold } from "../pricing/with-hold-options.ts";
import { memoryLedger } from "../testing/memory-ledger.ts";
import { aiSdkCredits } from "./ai-sdk-credits.ts";
import { createLlmMeter } from "./create-llm-meter.ts";

const costTable = defineCostTable({
  id: "list",
  version: "1",
  currency: "USD",
  effectiveFrom: "2020-01-01",
  models: [
    { provider: "openai", model: "gpt-5", rates: { input: "1.25", cachedInput: "0.125", output: "10" } },
    { provider: "anthropic", model: "claude-test", rates: { input: "3", cachedInput: "0.3", output: "15" } },
  ],
});
const events = (...chunks: object[]) =>
  new HttpResponse(
    chunks
      .map((chunk) => `${"type" in chunk ? `event: ${chunk.type}\n` : ""}data: ${JSON.stringify(chunk)}\n\n`)
      .join(""),
    {
      headers: { "content-type": "text/event-stream" },
    },
  );
const openAiChunk = (more: object) => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "gpt-5",
  choices: [],
  ...more,
});
const said = (content: string) => openAiChunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const openAiUsage = { prompt_tokens: 100_000, completion_tokens: 1_000, total_tokens: 101_000 };

const models = setupServer(
  http.post("https://api.openai.com/v1/chat/completions", async ({ request }) => {
    const { stream } = (await request.json()) as { stream?: boolean };
    if (stream) return events(said("Hel"), said("lo"), openAiChunk({ usage: openAiUsage }));
    const message = { role: "assistant", content: "Hello", refusal: null };
    const choices = [{ index: 0, message, finish_reason: "stop", logprobs: null }];
    return HttpResponse.json({
      id: "c",
      object: "chat.completion",
      created: 1,
      model: "gpt-5",
      choices,
      usage: openAiUsage,
    });
  }),
  http.post("https://api.anthropic.com/v1/messages", () =>
    events(
      {
        type: "message_start",
        message: {
          id: "m",
          type: "message",
          role: "assistant",
          model: "claude-test",
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: {
            input_tokens: 10_000,
            output_tokens: 1,
            cache_read_input_tokens: 50_000,
            cache_creation_input_tokens: 0,
          },
        },
      },
      { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
      { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: "Hello" } },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason: "end_turn", stop_sequence: null },
        usage: { output_tokens: 2_000 },
      },
      { type: "message_stop" },
    ),
  ),
);
beforeAll(() => models.listen({ onUnhandledFrame: "error" }));
afterEach(() => models.resetHandlers());
afterAll(() => models.close());

// Clients keep the fetch that is there when they are made.
const ask: typeof fetch = (input, init) => fetch(input, init);
const openai = new OpenAI({ apiKey: "none", maxRetries: 0, fetch: ask });
const anthropic = new Anthropic({ apiKey: "none", maxRetries: 0, fetch: ask });

function meterWith(credits: string) {
  const ledger = memoryLedger(credits, { costTable });
  const settled: SettledHold[] = [];
  const options = {
    pricing: { credits: () => accountCredits(ledger as unknown as AccountCommands) },
    costTable,
    markup: [{ percent: "0" }],
    creditValue: "0.01",
    inputMargin: "0",
    onSettled: (one: SettledHold) => settled.push(one),
  };
  return { ledger, settled, options, meter: createLlmMeter(options) };
}
const openAiCall = {
  account: "acme",
  provider: "openai",
  model: "gpt-5",
  inputTokens: 100_000,
  maximumOutputTokens: 4_000,
};
const claudeCall = { ...openAiCall, provider: "anthropic", model: "claude-test", inputTokens: 60_000 };
const chat = { model: "gpt-5", messages: [{ role: "user" as const, content: "Hello?" }] };

describe("an answer", () => {
  it("is charged what its usage says, after the longest reply was held", async () => {
    const { meter, ledger, settled } = meterWith("100");
    const answer = await meter.call(openAiCall, (signal) => {
      // 100,000 tokens at 1.25 and 4,000 at 10 dollars a million.
      expect(ledger.standing().held).toBe("16.5");
      return openai.chat.completions.create(chat, { signal });
    });
    expect(answer.choices[0]?.message.content).toBe("Hello");
    expect(ledger.standing()).toEqual({ available: "86.5", held: "0", consumed: "13.5" });
    expect(reportEstimates(settled)).toMatchObject({ estimated: "16.5", settled: "13.5", unused: "3", exceeded: 0 });
  });

  it("is not asked for without the credits for it", async () => {
    const { meter } = meterWith("16.4");
    const request = () => Promise.reject(new Error("it was asked for"));
    await expect(meter.call(openAiCall, request)).rejects.toMatchObject({ code: "insufficient-credits" });
  });

  it("that did not come is not charged", async () => {
    models.use(http.post("https://api.openai.com/v1/chat/completions", () => new HttpResponse(null, { status: 500 })));
    const { meter, ledger } = meterWith("100");
    await expect(meter.call(openAiCall, () => openai.chat.completions.create(chat))).rejects.toThrow("500");
    expect(ledger.standing()).toEqual({ available: "100", held: "0", consumed: "0" });
  });

  it("is charged once under its id", async () => {
    const { meter, ledger } = meterWith("100");
    const call = { ...openAiCall, id: "job-1" };
    await meter.call(call, () => openai.chat.completions.create(chat));
    await meter.call(call, () => openai.chat.completions.create(chat));
    expect(ledger.standing().consumed).toBe("13.5");
  });
});

describe("a stream", () => {
  const open = (signal: AbortSignal) =>
    openai.chat.completions.create({ ...chat, stream: true, stream_options: { include_usage: true } }, { signal });

  it("of OpenAI is charged before its reader knows of its end", async () => {
    const { meter, ledger } = meterWith("100");
    let text = "";
    for await (const chunk of await meter.stream(openAiCall, open)) {
      expect(ledger.standing().held).toBe("16.5");
      text += chunk.choices[0]?.delta.content ?? "";
    }
    expect(text).toBe("Hello");
    expect(ledger.standing()).toEqual({ available: "86.5", held: "0", consumed: "13.5" });
  });

  it("of Anthropic is charged with what its start and its end say together", async () => {
    const { meter, ledger } = meterWith("100");
    const request = { model: "claude-test", max_tokens: 4_000, messages: chat.messages, stream: true } as const;
    for await (const _ of await meter.stream(claudeCall, (signal) => anthropic.messages.create(request, { signal })));
    // 10,000 at 3, 50,000 at 0.3 and 2,000 at 15.
    expect(ledger.standing()).toEqual({ available: "92.5", held: "0", consumed: "7.5" });
  });

  it("that its reader leaves is charged what it had told of", async () => {
    const { meter, ledger } = meterWith("100");
    const request = { model: "claude-test", max_tokens: 4_000, messages: chat.messages, stream: true } as const;
    for await (const event of await meter.stream(claudeCall, () => anthropic.messages.create(request)))
      if (event.type === "content_block_delta") break;
    expect(ledger.standing()).toEqual({ available: "95.4985", held: "0", consumed: "4.5015" });
  });

  it("that its reader leaves before it told of any usage is given back", async () => {
    const { meter, ledger } = meterWith("100");
    for await (const _ of await meter.stream(openAiCall, open)) break;
    expect(ledger.standing()).toEqual({ available: "100", held: "0", consumed: "0" });
  });

  it("that breaks is given back, and its error is the reader's", async () => {
    const { meter, ledger } = meterWith("100");
    async function* broken() {
      yield said("Hel");
      throw new Error("the connection broke");
    }
    const read = async () => {
      for await (const _ of await meter.stream(openAiCall, async () => broken()));
    };
    await expect(read()).rejects.toThrow("the connection broke");
    expect(ledger.standing()).toEqual({ available: "100", held: "0", consumed: "0" });
  });

  it("that does not begin is given back", async () => {
    const { meter, ledger } = meterWith("100");
    await expect(meter.stream(openAiCall, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(ledger.standing()).toEqual({ available: "100", held: "0", consumed: "0" });
  });

  it("that tells of no usage says what to ask for", async () => {
    const { meter, ledger } = meterWith("100");
    async function* silent() {
      yield said("Hello");
    }
    const read = async () => {
      for await (const _ of await meter.stream(openAiCall, async () => silent()));
    };
    await expect(read()).rejects.toMatchObject({
      code: "unknown-usage",
      message: expect.stringContaining("include_usage"),
    });
    expect(ledger.standing().held).toBe("0");
  });
});

describe("the AI SDK", () => {
  const usage = {
    inputTokens: { total: 100_000, noCache: 100_000, cacheRead: 0, cacheWrite: 0 },
    outputTokens: { total: 1_000, text: 1_000, reasoning: 0 },
  };
  const finishReason = { unified: "stop", raw: "stop" } as const;
  const mock = new MockLanguageModelV4({
    provider: "openai.chat",
    modelId: "gpt-5",
    doGenerate: async () => ({ content: [{ type: "text", text: "Hello" }], finishReason, usage, warnings: [] }),
    doStream: async () => ({
      stream: simulateReadableStream({
        chunks: [
          { type: "text-start", id: "t" },
          { type: "text-delta", id: "t", delta: "Hello" },
          { type: "text-end", id: "t" },
          { type: "finish", finishReason, usage },
        ],
      }),
    }),
  });
  const modelWith = (credits: string) => {
    const { options, ledger } = meterWith(credits);
    const middleware = aiSdkCredits({ ...options, account: "acme", maximumOutputTokens: 4_000 });
    return { model: wrapLanguageModel({ model: mock, middleware }), ledger };
  };

  it("is charged for a text", async () => {
    const { model, ledger } = modelWith("100");
    expect((await generateText({ model, prompt: "Hello?" })).text).toBe("Hello");
    expect(ledger.standing()).toEqual({ available: "86.5", held: "0", consumed: "13.5" });
  });

  it("is charged for a stream", async () => {
    const { model, ledger } = modelWith("100");
    expect(await streamText({ model, prompt: "Hello?" }).text).toBe("Hello");
    expect(ledger.standing()).toEqual({ available: "86.5", held: "0", consumed: "13.5" });
  });

  it("is not asked without credits", async () => {
    const { model } = modelWith("1");
    await expect(generateText({ model, prompt: "Hello?", maxRetries: 0 })).rejects.toMatchObject({
      code: "insufficient-credits",
    });
  });
});
