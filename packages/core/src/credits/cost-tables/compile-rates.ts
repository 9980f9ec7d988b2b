import { parsePico } from "../../money/scaled-decimal.ts";
import { TOKEN_POOLS, type TokenPool } from "../usage/token-usage.ts";
import type { TokenRates } from "./cost-table.ts";

/** Rates of all pools, ready to be multiplied, each in the order of `TOKEN_POOLS`. */
export interface CompiledRates {
  /** Pico-units for a million tokens; null where there is no rate, nor one to fall back to. */
  readonly pico: readonly (bigint | null)[];
  /** Which pool's rate it is. */
  readonly from: readonly (TokenPool | null)[];
  /** The rates as multiples of `unit`; `Number.NaN` where there is none. */
  readonly multiples: readonly number[];
  /** Largest number of pico-units that divides every rate. */
  readonly unit: bigint;
}

/**
 * Whose rate a pool has that lists none. Only to a rate that is not known to be lower: cached tokens at the price of
 * fresh ones and reasoning at that of output are at most too dear. Writing to a cache costs what input costs, unless
 * the model lists a price for any such write; then the other one is unknown. Audio has no fallback: it costs several
 * times what text does.
 */
const FALLBACKS: { readonly [Pool in TokenPool]?: TokenPool } = {
  cachedInput: "input",
  cacheWrite5m: "input",
  cacheWrite1h: "input",
  reasoning: "output",
};

/** Prepares the rates of a model, or of one of its tiers, with fallbacks filled in. */
export function compileRates(rates: TokenRates): CompiledRates {
  const from = TOKEN_POOLS.map((pool) => rateOf(pool, rates));
  const pico = from.map((source) => (source === null ? null : parsePico(rates[source] ?? "0")));
  const unit = pico.reduce<bigint>((divisor, rate) => greatestCommonDivisor(divisor, rate ?? 0n), 0n) || 1n;
  const multiples = pico.map((rate) => (rate === null ? Number.NaN : Number(rate / unit)));
  return { pico, from, multiples, unit };
}

function rateOf(pool: TokenPool, rates: TokenRates): TokenPool | null {
  if (rates[pool] !== undefined) return pool;
  const fallback = FALLBACKS[pool];
  if (fallback === undefined || rates[fallback] === undefined) return null;
  const pricesWrites = rates.cacheWrite5m !== undefined || rates.cacheWrite1h !== undefined;
  return pool.startsWith("cacheWrite") && pricesWrites ? null : fallback;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
