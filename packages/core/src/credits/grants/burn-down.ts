import { type InstantInput, toInstant } from "../calendar/instant.ts";
import { checkAmount } from "../ledger/check-amount.ts";
import { compareGrants } from "./compare-grants.ts";
import type { Grant } from "./grant.ts";
import { takeInOrder } from "./take-in-order.ts";

/** Some credits of one grant. */
export interface Portion {
  /** Id of the grant. */
  readonly grant: string;
  /** Micro-credits, above 0. */
  readonly amount: bigint;
}

/** A grant, and how much of it is left if that is not all of it. */
export type BurnableGrant = Grant & {
  /** @default amount */
  readonly available?: bigint | undefined;
};

/** When credits are used, and by what. */
export interface BurnOptions {
  readonly at: InstantInput;
  /** The meter that uses them. Without one, only grants that every meter may use are burnt. */
  readonly meter?: string | undefined;
}

/** What was taken from which grant, in the order of taking. */
export interface BurnResult {
  readonly entries: readonly Portion[];
  /** Micro-credits that no grant covered. */
  readonly shortfall: bigint;
}

/**
 * Takes micro-credits from grants in their order ({@link compareGrants}), as far as they go.
 *
 * Fastest on grants that are in order already, as those of a credit state are.
 *
 * @throws PricewrightError `invalid-amount` below 0, `invalid-time`.
 *
 * @example
 * const { entries, shortfall } = burnDown(grants, parseCredits("120"), { at: new Date(), meter: "tokens" });
 */
export function burnDown(grants: readonly BurnableGrant[], amount: bigint, options: BurnOptions): BurnResult {
  checkAmount(amount, "amount");
  return takeInOrder(inOrder(grants), amount, toInstant(options.at), options.meter);
}

function inOrder(grants: readonly BurnableGrant[]): readonly BurnableGrant[] {
  for (let index = 1; index < grants.length; index++)
    if (compareGrants(grants[index - 1] as Grant, grants[index] as Grant) > 0) return grants.toSorted(compareGrants);
  return grants;
}
