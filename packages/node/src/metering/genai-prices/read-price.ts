import type { LongContextTier, TokenPool, TokenRates } from "@pricewright/core/credits";
import type { ModelPrice } from "@pydantic/genai-prices";

/** Pools by the name that the list has for their price. Of two names for one pool, the later is the more specific. */
const POOLS: Readonly<Record<string, TokenPool>> = {
  input_mtok: "input",
  cache_read_mtok: "cachedInput",
  cache_write_mtok: "cacheWrite5m",
  cache_write_5m_mtok: "cacheWrite5m",
  cache_write_1h_mtok: "cacheWrite1h",
  output_mtok: "output",
  output_reasoning_mtok: "reasoning",
  input_audio_mtok: "audioInput",
  output_audio_mtok: "audioOutput",
};

/** Extras by the name that the list has for the price of a thousand. */
const EXTRAS: Readonly<Record<string, string>> = {
  web_searches_kcount: "webSearch",
  storage_searches_kcount: "fileSearch",
};

/** A model's prices in the terms of a cost table. */
export interface GenaiRates {
  readonly rates: TokenRates;
  readonly longContext: readonly LongContextTier[];
  readonly extras: Readonly<Record<string, string>>;
  /** Prices of what no pool stands for. */
  readonly leftOut: readonly string[];
}

/** Translates the prices of one model. A price without tiers holds in all of them, which a cost table spells out. */
export function readGenaiPrice(price: ModelPrice): GenaiRates {
  const names = Object.keys(price).filter((name) => price[name] !== undefined);
  const tiered = Object.values(price).filter((value) => typeof value === "object");
  const thresholds = [...new Set(tiered.flatMap(({ tiers }) => tiers.map(({ start }) => start)))].sort((a, b) => a - b);
  return {
    rates: ratesAt(price, null),
    longContext: thresholds.map((above) => ({ above, rates: ratesAt(price, above) })),
    extras: Object.fromEntries(
      Object.entries(EXTRAS).flatMap(([name, extra]) => {
        const thousand = price[name];
        return typeof thousand === "number" ? [[extra, thousandth(decimalOf(thousand))]] : [];
      }),
    ),
    leftOut: names.filter((name) => !(name in POOLS) && !(name in EXTRAS)),
  };
}

function ratesAt(price: ModelPrice, threshold: number | null): TokenRates {
  return Object.fromEntries(
    Object.entries(POOLS).flatMap(([name, pool]) => {
      const given = price[name];
      if (given === undefined) return [];
      if (typeof given === "number") return [[pool, decimalOf(given)]];
      const tier = given.tiers.findLast(({ start }) => threshold !== null && start <= threshold);
      return [[pool, decimalOf(tier?.price ?? given.base)]];
    }),
  );
}

/** The shortest decimal that reads as the same number, without an exponent. */
function decimalOf(value: number): string {
  const [digits = "", exponent] = String(value).split("e");
  if (exponent === undefined) return digits;
  const places = -Number(exponent);
  return places < 0 ? BigInt(value).toString() : `0.${"0".repeat(places - 1)}${digits.replace(".", "")}`;
}

function thousandth(decimal: string): string {
  const [whole = "", fraction = ""] = decimal.split(".");
  const digits = whole.padStart(4, "0");
  return `${digits.slice(0, -3)}.${digits.slice(-3)}${fraction}`;
}
