import type { HoldRequest, SettleRequest } from "@pricewright/core/api";
import { type CostTable, estimateHold, type MarkupRule } from "@pricewright/core/credits";
import { usageFrom } from "../metering/usage-from.ts";
import type { AccountCredits } from "../pricing/account-credits.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { SettledHold } from "../pricing/with-hold-options.ts";
import { holdForStream } from "./hold-for-stream.ts";
import { type LlmCall, usageOf } from "./llm-call.ts";

/** What calls are held and charged by. */
export interface LlmMeterOptions {
  readonly pricing: Pick<Pricing, "credits">;
  /** What usage costs; publish the same one where charges are made. */
  readonly costTable: CostTable;
  /** The price list's: what credits are charged for a cost. */
  readonly markup: readonly MarkupRule[];
  /** What a credit is worth in major units, as the price list says: `"0.01"`. */
  readonly creditValue: string;
  /**
   * Percent that prompts may be longer than they were guessed to be.
   *
   * @default "10"
   */
  readonly inputMargin?: string | undefined;
  /**
   * Milliseconds that a call may take.
   *
   * @default 600_000
   */
  readonly timeout?: number | undefined;
  /** Told of each call that was charged, with its estimate: `reportEstimates` of core makes a report of them. */
  readonly onSettled?: ((settled: SettledHold) => void) | undefined;
  /**
   * The time now.
   *
   * @default () => new Date()
   */
  readonly clock?: (() => Date) | undefined;
}

/** Charges accounts for calls of models. */
export interface LlmMeter {
  /**
   * Makes a call while credits are held for it, and charges the tokens that its answer names.
   *
   * @param request Makes the call; pass the signal on. Answers of OpenAI, Anthropic, Google and the AI SDK are read.
   */
  readonly call: <Answer>(call: LlmCall, request: (signal: AbortSignal) => PromiseLike<Answer>) => Promise<Answer>;
  /**
   * The same for a stream: it is charged when it ends, and given back when it fails. A reader that stops early pays what
   * the stream had told by then.
   */
  readonly stream: <Chunk>(
    call: LlmCall,
    request: (signal: AbortSignal) => PromiseLike<AsyncIterable<Chunk>>,
  ) => Promise<AsyncIterable<Chunk>>;
}

/** What a call is held by, and what its tokens are settled as. */
export interface HeldCall {
  readonly credits: AccountCredits;
  readonly estimate: HoldRequest;
  readonly options: {
    readonly signal?: AbortSignal;
    readonly timeout: number;
    readonly onSettled?: LlmMeterOptions["onSettled"];
  };
  readonly settlementOf: (tokens: Parameters<typeof usageOf>[1]) => SettleRequest;
}

/**
 * Makes a meter. A call holds what its prompt and the longest reply would take, at the tier of the prompt's length, so
 * that nobody gets more than they have credits for; then it is charged what it took.
 *
 * @example
 * const meter = createLlmMeter({ pricing, costTable, markup: [{ percent: "50" }], creditValue: "0.01" });
 * const message = await meter.call(
 *   { account: "acme", provider: "anthropic", model, inputTokens: 1_200, maximumOutputTokens: 1_024 },
 *   (signal) => anthropic.messages.create({ model, max_tokens: 1_024, messages }, { signal }),
 * );
 */
export function createLlmMeter(options: LlmMeterOptions): LlmMeter {
  return {
    call: (call, request) => {
      const { credits, estimate, options: limits, settlementOf } = holdCall(options, call);
      return credits.withHold(
        estimate,
        async (_, signal) => {
          const answer = await request(signal);
          return { result: answer, actual: settlementOf(usageFrom(answer)) };
        },
        limits,
      );
    },
    stream: (call, request) => holdForStream(holdCall(options, call), request),
  };
}

/** Sizes the hold of a call. */
export function holdCall(options: LlmMeterOptions, call: LlmCall): HeldCall {
  const { pricing, costTable, markup, creditValue, inputMargin = "10", timeout = 600_000, onSettled } = options;
  const { account, id, signal, keySource, variant } = call;
  const at = (options.clock ?? (() => new Date()))();
  const terms = { costTable, markup, creditValue, at, customer: account, keySource, variant };
  const { amount } = estimateHold({ ...call, inputMargin }, terms);
  return {
    credits: pricing.credits(account),
    estimate: { amount, ...(id === undefined ? {} : { id }) },
    options: { timeout, ...(signal ? { signal } : {}), ...(onSettled ? { onSettled } : {}) },
    settlementOf: (tokens) => usageOf(call, tokens, costTable),
  };
}
