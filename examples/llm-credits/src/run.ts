import { type EstimateReport, type MarginSums, marginReport, reportEstimates } from "@pricewright/core/credits";
import { createLocal, memoryStore, type SettledHold } from "@pricewright/node";
import { createLlmMeter } from "@pricewright/node/llm";
import OpenAI from "openai";
import { catalog, costTable, creditValue, markup } from "./price-list.ts";

/** What a run came to. */
export interface RunResult {
  /** What the model said, a line for each call that it answered. */
  readonly said: readonly string[];
  /** Credits before and after, decimal strings. */
  readonly credits: { readonly available: string; readonly held: string; readonly consumed: string };
  readonly margin: MarginSums;
  readonly estimates: EstimateReport;
}

/** A customer with 10 credits asks a model until they are used up: once in one piece, then as a stream. */
export async function run(modelUrl: string): Promise<RunResult> {
  const pricing = createLocal({
    catalog,
    costTables: [costTable],
    store: memoryStore(),
    signingKey: "not-a-secret-0123456789-0123456789",
    flushOnTermination: false,
  });
  const settled: SettledHold[] = [];
  const meter = createLlmMeter({ pricing, costTable, markup, creditValue, onSettled: (one) => settled.push(one) });
  const openai = new OpenAI({ apiKey: "none", baseURL: modelUrl, maxRetries: 0 });
  const request = { model: "gpt-5", messages: [{ role: "user" as const, content: "What of prices?" }] };
  const call = { account: "acme", provider: "openai", model: "gpt-5", inputTokens: 12_000, maximumOutputTokens: 1_000 };
  const said: string[] = [];
  const credits = pricing.credits("acme");
  await credits.grant({ id: "pack-1", amount: "10", costBasis: "0.01" });

  const answer = await meter.call(call, (signal) => openai.chat.completions.create(request, { signal }));
  said.push(answer.choices[0]?.message.content ?? "");

  const stream = await meter.stream(call, (signal) =>
    openai.chat.completions.create({ ...request, stream: true, stream_options: { include_usage: true } }, { signal }),
  );
  let text = "";
  for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? "";
  said.push(text);

  const balance = await credits.balance();
  await pricing.close();
  const charges = settled.flatMap(({ priced }) => (priced ? [{ ...priced, customer: "acme", model: "gpt-5" }] : []));
  const { available, held, consumed } = balance;
  return {
    said,
    credits: { available, held, consumed },
    margin: marginReport(charges).total,
    estimates: reportEstimates(settled),
  };
}
