import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Ratio } from "../../money/ratio.ts";
import type { CompiledRates } from "../cost-tables/compile-rates.ts";
import type { ResolvedModel } from "../cost-tables/resolve-model.ts";
import { countTokens } from "../usage/count-tokens.ts";
import { INPUT_POOLS, TOKEN_POOLS, type TokenUsage } from "../usage/token-usage.ts";
import type { ResolvedMarkup } from "./resolve-markup.ts";
import { type ChargeAmounts, settleAmounts } from "./settle-amounts.ts";

/** What {@link priceTokens} goes by, all of it resolved beforehand. */
export interface PriceTokensOptions {
  readonly model: ResolvedModel;
  readonly markup: ResolvedMarkup;
  /** Pico-units that a credit is worth, from `parseCreditValue`; null to leave credits out. */
  readonly creditValue: bigint | null;
  /**
   * @default false
   */
  readonly batch?: boolean | undefined;
}

/**
 * The amounts of one request's tokens, for hot paths: `priceUsage` without the explanation.
 *
 * @throws PricewrightError `invalid-usage`; `missing-rate` for tokens or extras that the model has no rate for.
 */
export function priceTokens(tokens: TokenUsage, options: PriceTokensOptions): ChargeAmounts {
  const { model, markup, creditValue, batch = false } = options;
  const counts = countTokens(tokens);
  return settleAmounts({
    cost:
      markup.keySource === "byok"
        ? NONE
        : costOf(model, ratesFor(model, counts), { counts, extras: tokens.extras, batch }),
    units: markup.factor ? NONE : unitsOf(counts),
    markup,
    creditValue,
  });
}

const NONE: Ratio = { numerator: 0n, denominator: 1n };

/** What a fixed price a token is multiplied by. */
export function unitsOf(counts: readonly number[]): Ratio {
  return { numerator: counts.reduce((sum, count) => sum + BigInt(count), 0n), denominator: 1n };
}

/** The rates of a request: those of the highest tier whose threshold its context exceeds, for every token of it. */
export function ratesFor(model: ResolvedModel, counts: readonly number[]): CompiledRates {
  if (model.longContext.length === 0) return model.rates;
  const context = contextOf(counts);
  let rates = model.rates;
  for (const tier of model.longContext) if (context > tier.above) rates = tier.rates;
  return rates;
}

/** Tokens of the input side together: what the length of a context is measured by. */
export function contextOf(counts: readonly number[]): number {
  let context = 0;
  for (let place = 0; place < INPUT_POOLS; place++) context += counts[place] ?? 0;
  return context;
}

/** What a request used. */
export interface Counted {
  readonly counts: readonly number[];
  readonly extras: TokenUsage["extras"];
  readonly batch: boolean;
}

/** The exact cost of a request, in pico-units. */
export function costOf(model: ResolvedModel, rates: CompiledRates, { counts, extras, batch }: Counted): Ratio {
  const multiplier = batch ? model.batchMultiplier : null;
  let numerator = tokenCost(rates, counts, model);
  let denominator = 1_000_000n;
  if (multiplier) {
    numerator *= multiplier.numerator;
    denominator *= multiplier.denominator;
  }
  if (extras)
    for (const [extra, count] of Object.entries(extras))
      if (count > 0) numerator += BigInt(count) * extraCost(model, extra) * denominator;
  return { numerator, denominator };
}

/** Pico-units for a million times the tokens. Sums of doubles are exact as long as they stay below 2^53. */
function tokenCost({ pico, multiples, unit }: CompiledRates, counts: readonly number[], model: ResolvedModel): bigint {
  let sum = 0;
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number;
    if (count !== 0) sum += count * (multiples[place] as number);
  }
  if (sum <= Number.MAX_SAFE_INTEGER) return BigInt(sum) * unit;
  return counts.reduce((total, count, place) => {
    const rate = pico[place];
    if (count === 0) return total;
    if (rate === null || rate === undefined) throw missingRate(model, `rates.${TOKEN_POOLS[place]}`);
    return total + BigInt(count) * rate;
  }, 0n);
}

/** What one piece of an extra costs, in pico-units. */
export function extraCost(model: ResolvedModel, extra: string): bigint {
  const cost = model.extras.get(extra);
  if (cost === undefined) throw missingRate(model, `extras.${extra}`);
  return cost;
}

function missingRate({ costTable, entry }: ResolvedModel, rate: string): PricewrightError {
  return new PricewrightError(
    "missing-rate",
    `Cost table "${costTable.id}" ${costTable.version} has no ${rate} for "${entry.provider}/${entry.model}", nor one to fall back to; add it, as "0" if it is free.`,
  );
}
