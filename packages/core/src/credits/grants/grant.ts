import type { Instant, InstantInput } from "../calendar/instant.ts";

/** Whether the credits of a grant were bought or given away. */
export type GrantKind = "paid" | "promotional";

/** What becomes of the remainder when a grant expires: it expires too, and a new grant takes its place. */
export interface Rollover {
  /** Micro-credits that the new grant has at least, even if fewer are left. */
  readonly minimum: bigint;
  /** Micro-credits that the new grant has at most. The new amount is `min(maximum, max(minimum, remaining))`. */
  readonly maximum: bigint;
  /** When the new grants expire: the first entry is for the next one, the others for those that follow it. */
  readonly ends: readonly Instant[];
}

/** Credits given to a customer, on certain terms. Amounts are micro-credits; active on `[effectiveAt, expiresAt)`. */
export interface Grant {
  readonly id: string;
  /** Micro-credits, above 0. */
  readonly amount: bigint;
  readonly kind: GrantKind;
  /** 0 burns first. */
  readonly priority: number;
  readonly effectiveAt: Instant;
  /** Never, when left out. */
  readonly expiresAt?: Instant | undefined;
  /** The meters that may use it: at least one. All, when left out. */
  readonly meters?: readonly string[] | undefined;
  readonly createdAt: Instant;
  /** What a credit of it was bought for, as a decimal string of major units. Only carried along. */
  readonly costBasis?: string | undefined;
  /** Id of the purchase that several grants belong to, such as a pack and its bonus. Only carried along. */
  readonly purchase?: string | undefined;
  readonly rollover?: Rollover | undefined;
}

/** A grant as a caller may give it. */
export interface GrantInput extends Omit<Grant, "priority" | "effectiveAt" | "expiresAt" | "createdAt" | "rollover"> {
  /**
   * A whole number; 0 burns first.
   *
   * @default 50
   */
  readonly priority?: number | undefined;
  /** @default the time of the command */
  readonly effectiveAt?: InstantInput | undefined;
  readonly expiresAt?: InstantInput | undefined;
  /** @default the time of the command */
  readonly createdAt?: InstantInput | undefined;
  readonly rollover?: RolloverInput | undefined;
}

/** A rollover as a caller may give it. */
export interface RolloverInput {
  /** @default 0n */
  readonly minimum?: bigint | undefined;
  readonly maximum: bigint;
  readonly ends: readonly InstantInput[];
}
