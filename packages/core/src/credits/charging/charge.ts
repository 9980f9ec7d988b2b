import type { CostTableReference } from "../cost-tables/cost-table.ts";
import type { TokenPool } from "../usage/token-usage.ts";
import type { KeySource, MarkupRule } from "./markup-rule.ts";

/** One part of the cost of a charge. All numbers are decimal strings, and exact. */
export interface ChargeLine {
  /** A pool of tokens, `extras.` and a name, or a meter. */
  readonly item: string;
  readonly quantity: string;
  /** Major units of the currency for `per` units. */
  readonly rate: string;
  readonly per: "1" | "1000000";
  /** Pool whose rate was used because this one has none; null where it has. */
  readonly fallback: TokenPool | null;
  /** Major units of the currency, not rounded. */
  readonly cost: string;
}

/** The usage that a charge is for, complete and as plain data. */
export type ChargedUsage =
  | {
      readonly type: "tokens";
      readonly provider: string;
      readonly model: string;
      /** Every pool, also those without a token. */
      readonly tokens: { readonly [Pool in TokenPool]: number } & { readonly extras: Readonly<Record<string, number>> };
      readonly batch: boolean;
      readonly meter: string;
    }
  | { readonly type: "quantity"; readonly meter: string; readonly quantity: string };

/** Who and what a charge is for, as far as markup rules ask. */
export interface ChargeSubject {
  readonly customer: string | null;
  readonly plan: string | null;
  readonly variant: string | null;
}

/** Which entry of the cost table a model's usage met. */
export interface ChargeEntry {
  /** The entry's name, which markup rules match on; the given name if the table need not and does not know it. */
  readonly model: string;
  /** The name or pattern of the entry that the given name met; null if none did. */
  readonly matched: string | null;
}

/** Which rates a request's length of context gave it. */
export interface ChargeTier {
  /** Tokens of the input side together. */
  readonly context: number;
  /** Threshold of the tier that applies to all tokens; null for the model's own rates. */
  readonly above: number | null;
  readonly why: string;
}

/**
 * What a usage costs and what is charged for it, with every number that led there: plain data, to be stored as JSON
 * and computed again by `replayCharge` to the same bytes. Amounts are decimal strings; `chargeAmounts` reads them.
 */
export interface Charge {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly usage: ChargedUsage;
  readonly subject: ChargeSubject;
  /** With `byok` the upstream cost is the customer's, 0 for us. */
  readonly keySource: KeySource;
  readonly costTable: CostTableReference;
  readonly currency: string;
  /** Null for a meter. */
  readonly entry: ChargeEntry | null;
  readonly lines: readonly ChargeLine[];
  /** Null where the model has no tiers. */
  readonly tier: ChargeTier | null;
  /** Share of the rates that tokens of a batch cost; null where the usage is none, or no share is listed. */
  readonly batchMultiplier: string | null;
  readonly markup: {
    /** Null where the customer's own key is used and no rule sets a fee. */
    readonly rule: MarkupRule | null;
    /** The rule's place in the list. */
    readonly index: number | null;
    readonly why: string;
    /** Which limit of the rule decided, if one did. */
    readonly limit: "minimumCharge" | "maximumCharge" | null;
  };
  readonly cost: string;
  readonly charge: string;
  /** `charge - cost`. */
  readonly margin: string;
  /** What a credit is worth; null where credits are left out. */
  readonly creditValue: string | null;
  readonly credits: string | null;
  /** How each amount was rounded, once, from the exact value. */
  readonly rounding: { readonly cost: string; readonly charge: string; readonly credits: string };
}
