import type { InstantInput } from "../calendar/instant.ts";
import { coversMeter } from "../grants/is-spendable.ts";
import { addBalances, type Balances, NO_BALANCES } from "./balances.ts";
import type { CreditState, GrantRecord } from "./credit-state.ts";
import { startAt } from "./start-at.ts";

/**
 * How many micro-credits are where at a moment, now or later, if no command comes before it. Right without any job.
 *
 * With a meter: only the grants that it may use, and its own debts.
 *
 * @throws PricewrightError `time-moved-back` before the account's last entry, `invalid-time`.
 */
export function balanceAt(state: CreditState, at: InstantInput, meter?: string): Balances {
  const { grants, charges, owing } = startAt(state, at);
  let sum = NO_BALANCES;
  for (const grant of grants)
    if (meter === undefined || coversMeter(grant, meter)) sum = addBalances(sum, balancesOf(grant));
  for (const id of owing) {
    const charge = charges.get(id);
    if (charge && (meter === undefined || charge.meter === meter))
      sum = addBalances(sum, { ...NO_BALANCES, consumed: charge.owed, debt: charge.owed });
  }
  return sum;
}

/** Where the micro-credits of one grant are. */
export function balancesOf(record: GrantRecord): Balances {
  const { amount: granted, scheduled, available, held, consumed, expired, voided } = record;
  return { granted, scheduled, available, held, consumed, expired, voided, debt: 0n };
}
