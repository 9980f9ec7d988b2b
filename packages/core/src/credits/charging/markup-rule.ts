/** Whose key paid for the usage upstream: ours, or the customer's own, which costs us nothing. */
export type KeySource = "platform" | "byok";

/** What a markup rule applies to. A field that is left out matches everything. */
export interface MarkupMatch {
  readonly customer?: string | undefined;
  readonly variant?: string | undefined;
  readonly plan?: string | undefined;
  readonly model?: string | undefined;
  readonly provider?: string | undefined;
  readonly meter?: string | undefined;
  readonly keySource?: KeySource | undefined;
}

/** How a cost becomes a charge; exactly one of these. All numbers are decimal strings. */
export type MarkupRate =
  /** Percent of the cost on top of it: `"50"` charges 1.5 times the cost. */
  | { readonly percent: string }
  /** Share of the charge that is margin, below 1: `"0.4"` charges cost / (1 - 0.4). */
  | { readonly targetMargin: string }
  /** The charge is this many times the cost. */
  | { readonly multiplier: string }
  /** Major units of the currency for each unit of the meter, whatever it costs; for tokens, for each token. */
  | { readonly fixedPerUnit: string };

/** Amounts of a whole charge, as decimal strings of major units. */
export interface MarkupLimits {
  /** Added to every charge. */
  readonly platformFee?: string | undefined;
  readonly minimumCharge?: string | undefined;
  readonly maximumCharge?: string | undefined;
}

/** A rule of the catalog: what it applies to, and what is charged then. */
export type MarkupRule = { readonly match?: MarkupMatch | undefined } & MarkupRate & MarkupLimits;
