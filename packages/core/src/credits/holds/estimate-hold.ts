import { PricewrightError } from "../../errors/pricewright-error.ts";
import { divide, parseDecimal } from "../../money/ratio.ts";
import type { Charge } from "../charging/charge.ts";
import { type PriceUsageOptions, priceUsage } from "../charging/price-usage.ts";
import type { ModelName } from "../cost-tables/resolve-model.ts";

/** A request to a model that is about to be made. */
export interface EstimatedRequest extends ModelName {
  /** Tokens of the prompt, as counted or guessed. */
  readonly inputTokens: number;
  /** The most that the reply may have, such as `max_tokens`. */
  readonly maximumOutputTokens: number;
  /**
   * Percent by which the prompt may be longer than it was guessed to be: a decimal string of 0 or more. It is added before
   * the tier by length of context is looked up, so a prompt just below a threshold is sized at the dearer tier.
   *
   * @default "0"
   */
  readonly inputMargin?: string | undefined;
}

/** How many credits to hold, and why. */
export interface HoldEstimate {
  /** Credits, decimal string. */
  readonly amount: string;
  /** The charge of the largest request that is expected. */
  readonly charge: Charge;
}

/**
 * How many credits a request may take, at the rates of the tier that its prompt falls in. Nothing is taken to be cached.
 *
 * @throws PricewrightError as `priceUsage`; `invalid-credit-value` where `creditValue` is left out, `invalid-usage` for a
 * margin below 0.
 */
export function estimateHold(request: EstimatedRequest, options: PriceUsageOptions): HoldEstimate {
  const { provider, model, inputTokens, maximumOutputTokens, inputMargin = "0" } = request;
  const margin = parseDecimal(inputMargin);
  if (margin.numerator < 0n)
    throw new PricewrightError("invalid-usage", `inputMargin is "${inputMargin}"; use a percentage of 0 or more.`);
  // Tokens times (100 + margin) percent, in whole tokens, rounded up.
  const percent = 100n * margin.denominator + margin.numerator;
  const input = Number(divide(BigInt(inputTokens) * percent, 100n * margin.denominator, "up"));
  const tokens = { input, output: maximumOutputTokens };
  const charge = priceUsage({ type: "tokens", provider, model, tokens }, options);
  if (charge.credits !== null) return { amount: charge.credits, charge };
  throw new PricewrightError("invalid-credit-value", "Say what a credit is worth: a hold is in credits.");
}
