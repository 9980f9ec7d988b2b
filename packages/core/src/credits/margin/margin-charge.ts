import type { KeySource } from "../charging/markup-rule.ts";

/** An exact amount: a decimal string of major units, or pico-units (1e-12) as a bigint. */
export type ExactAmount = string | bigint;

/** The part of a charge for usage that margins are made of. */
export interface MarginCharge {
  /** ISO 8601 with a zone. */
  readonly at: string;
  readonly customer: string;
  readonly plan?: string | null | undefined;
  readonly variant?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly keySource: KeySource;
  /** ISO 4217 code of both amounts. */
  readonly currency: string;
  /** What the usage cost us upstream. */
  readonly cost: ExactAmount;
  /** What it was charged at: money, before credits are rounded. */
  readonly charge: ExactAmount;
}

/** Money that came in besides charges for usage. */
export interface MarginRevenue {
  /** ISO 8601 with a zone. */
  readonly at: string;
  readonly customer?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly variant?: string | null | undefined;
  /**
   * `fee` is earned when it is paid, such as a subscription or seats. `credits` is money for credits, in a pack or
   * included in a plan: it is earned as the charges that use them up, and counted there, so never twice.
   */
  readonly kind: "fee" | "credits";
  readonly currency: string;
  readonly amount: ExactAmount;
}

/** A cost that no usage causes, such as servers, or one customer's own cluster. */
export interface FixedCost {
  /** ISO 8601 with a zone. */
  readonly at: string;
  /** Such as `"infrastructure"`. */
  readonly name: string;
  readonly customer?: string | null | undefined;
  readonly plan?: string | null | undefined;
  readonly variant?: string | null | undefined;
  readonly currency: string;
  readonly amount: ExactAmount;
}
