import type { Instant } from "../calendar/instant.ts";
import { smallerOf } from "../ledger/smaller-of.ts";
import type { BurnableGrant, BurnResult, Portion } from "./burn-down.ts";
import { coversMeter, isActive } from "./is-spendable.ts";

/** {@link burnDown} of grants that are in order. */
export function takeInOrder(
  grants: readonly BurnableGrant[],
  amount: bigint,
  at: Instant,
  meter: string | undefined,
): BurnResult {
  const entries: Portion[] = [];
  let shortfall = amount;
  for (const grant of grants) {
    if (shortfall === 0n) break;
    const { available = grant.amount } = grant;
    if (available === 0n || !isActive(grant, at) || !coversMeter(grant, meter)) continue;
    const taken = smallerOf(available, shortfall);
    entries.push({ grant: grant.id, amount: taken });
    shortfall -= taken;
  }
  return { entries, shortfall };
}
