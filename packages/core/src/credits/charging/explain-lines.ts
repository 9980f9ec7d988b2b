import { formatPico, formatScaled } from "../../money/scaled-decimal.ts";
import type { CompiledRates } from "../cost-tables/compile-rates.ts";
import type { ResolvedModel } from "../cost-tables/resolve-model.ts";
import { TOKEN_POOLS, type TokenUsage } from "../usage/token-usage.ts";
import type { ChargeLine, ChargeTier } from "./charge.ts";
import { contextOf, extraCost } from "./price-tokens.ts";

/** What {@link explainLines} is about. */
export interface ExplainLinesOptions {
  readonly model: ResolvedModel;
  readonly rates: CompiledRates;
  readonly counts: readonly number[];
  readonly extras: TokenUsage["extras"];
  readonly batch: boolean;
}

/** The cost of a request part by part. The lines' costs sum to the exact cost. */
export function explainLines({ model, rates, counts, extras = {}, batch }: ExplainLinesOptions): ChargeLine[] {
  const { numerator, denominator } = (batch && model.batchMultiplier) || { numerator: 1n, denominator: 1n };
  const decimals = 18 + denominator.toString().length - 1;
  const tokens = TOKEN_POOLS.flatMap((pool, place): ChargeLine[] => {
    const [count = 0, rate, from] = [counts[place], rates.pico[place] ?? 0n, rates.from[place] ?? null];
    if (count === 0) return [];
    return [
      {
        item: pool,
        quantity: `${count}`,
        rate: formatPico(rate),
        per: "1000000",
        fallback: from === pool ? null : from,
        cost: formatScaled(BigInt(count) * rate * numerator, decimals),
      },
    ];
  });
  const pieces = Object.entries(extras).flatMap(([extra, count]): ChargeLine[] => {
    if (count === 0) return [];
    const rate = extraCost(model, extra);
    const cost = formatPico(BigInt(count) * rate);
    return [{ item: `extras.${extra}`, quantity: `${count}`, rate: formatPico(rate), per: "1", fallback: null, cost }];
  });
  return [...tokens, ...pieces.sort((a, b) => (a.item < b.item ? -1 : 1))];
}

/** Which tier of a model applies, and why. Null where it has none. */
export function explainTier(model: ResolvedModel, counts: readonly number[]): ChargeTier | null {
  const lowest = model.longContext[0];
  if (!lowest) return null;
  const context = contextOf(counts);
  const above = model.longContext.findLast((tier) => context > tier.above)?.above ?? null;
  const why =
    above === null
      ? `${context} tokens of input are not more than ${lowest.above}`
      : `${context} tokens of input are more than ${above}, so every token has the tier's rate`;
  return { context, above, why };
}
