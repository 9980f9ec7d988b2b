import type { Instant } from "../calendar/instant.ts";
import type { Portion } from "../grants/burn-down.ts";
import type { RefundResult } from "./command-result.ts";

/** Micro-credits that were used, and which grants paid for them. `amount = refunded + parts + owed`. */
export interface ChargeRecord {
  /** A settled hold's charge has the hold's id. */
  readonly id: string;
  readonly amount: bigint;
  readonly meter?: string | undefined;
  readonly at: Instant;
  /** What grants pay of it now, in the order of taking; grants that paid a debt later are at the end. */
  readonly parts: readonly Portion[];
  /** What no grant has paid for yet. */
  readonly owed: bigint;
  /** Sequence of the entry that the debt began with; 0 without one. The oldest debt is paid first. */
  readonly owedSince: number;
  readonly refunds: readonly RefundResult[];
  /** What a `charge` command answered, for those that come again; none for a hold's charge. */
  readonly answer?: { readonly parts: readonly Portion[]; readonly debt: bigint } | undefined;
}

/** What was paid back of a charge. */
export function refundedOf(charge: ChargeRecord): bigint {
  return charge.refunds.reduce((sum, { amount }) => sum + amount, 0n);
}
