import type { TokenPool } from "../usage/token-usage.ts";

/** What a million tokens of each pool cost, as decimal strings of major units. An explicit `"0"` is free. */
export type TokenRates = { readonly [Pool in TokenPool]?: string | undefined };

/** Rates of every token of a request whose context is long. */
export interface LongContextTier {
  /** Applies when all tokens of the input side together are more than this. */
  readonly above: number;
  /** Every rate that the model's own `rates` list, again. */
  readonly rates: TokenRates;
}

/** What one model of one provider costs. */
export interface ModelCost {
  readonly provider: string;
  readonly model: string;
  /** Other names of the model. One that ends in `*` stands for every name that begins so. */
  readonly aliases?: readonly string[] | undefined;
  readonly rates: TokenRates;
  /** Tiers by length of context, the lowest first. */
  readonly longContext?: readonly LongContextTier[] | undefined;
  /** What one piece of each extra costs: `{ webSearch: "0.01" }`. */
  readonly extras?: Readonly<Record<string, string>> | undefined;
  /** What tokens of a batch cost, as a share of the rates: `"0.5"`. */
  readonly batchMultiplier?: string | undefined;
}

/** What one unit of a meter costs. */
export interface MeterCost {
  readonly meter: string;
  /** Decimal string of major units. */
  readonly unitCost: string;
  /** Shown to people: `"hour"`, `"GB-month"`. */
  readonly unit?: string | undefined;
}

/** A rate that had more than 12 decimals, and what became of it. */
export interface SnappedRate {
  /** Such as `"anthropic/claude-sonnet-4-5"`, or a meter. */
  readonly entry: string;
  /** Such as `"rates.input"`. */
  readonly rate: string;
  readonly given: string;
  readonly used: string;
}

/** Which cost table a charge was made with. */
export interface CostTableReference {
  readonly id: string;
  readonly version: string;
  readonly hash: string;
}

/**
 * What usage costs us: pinned, dated and hashed, so that a charge can be explained and computed again years later.
 * Plain data, frozen; a change of prices is another version.
 */
export interface CostTable extends CostTableReference {
  /** SHA-256, in hexadecimal, of the canonical JSON of everything but itself and `snapped`. */
  readonly hash: string;
  /** ISO 4217 code of every amount in the table. */
  readonly currency: string;
  /** First instant that the table holds for, ISO 8601 in UTC. */
  readonly effectiveFrom: string;
  /** First instant that it no longer holds for. */
  readonly effectiveTo?: string | undefined;
  /** By provider and model. */
  readonly models: readonly ModelCost[];
  /** By meter. */
  readonly meters: readonly MeterCost[];
  /** Imported rates that were rounded to 12 decimals. */
  readonly snapped: readonly SnappedRate[];
}

/** A cost table as it is written down. One that was stored as JSON can be given again, hash and all. */
export interface CostTableInput {
  readonly id: string;
  /** Unique among the tables of one id, such as `"2026-03-01"`. */
  readonly version: string;
  readonly currency: string;
  /** ISO 8601 with a zone, or a date, which means its first instant in UTC. */
  readonly effectiveFrom: string;
  readonly effectiveTo?: string | undefined;
  /**
   * @default []
   */
  readonly models?: readonly ModelCost[] | undefined;
  /**
   * @default []
   */
  readonly meters?: readonly MeterCost[] | undefined;
  /** Checked against the table where it is given. */
  readonly hash?: string | undefined;
  readonly snapped?: readonly SnappedRate[] | undefined;
}
