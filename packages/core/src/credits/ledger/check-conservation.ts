import type { Problem } from "../../errors/pricewright-error.ts";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { balancesOf } from "./balance-at.ts";
import { type Balances, isConserved } from "./balances.ts";
import { refundedOf } from "./charge-record.ts";
import type { CreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { replayLedger } from "./replay-ledger.ts";

/**
 * Looks for credits that were lost or made up: in a state, in entries, or between the two. Empty when there are none.
 *
 * Each grant's balances must add up to its amount and none be below 0, each charge to its refunds, parts and debt, and
 * what is held to what open holds took.
 */
export function checkConservation(subject: CreditState | readonly LedgerEntry[]): readonly Problem[] {
  return "grants" in subject ? checkState(subject) : checkEntries(subject);
}

function checkEntries(entries: readonly LedgerEntry[]): readonly Problem[] {
  try {
    const { total, grants } = replayLedger(entries);
    return [...grants, ["total", total] as const].flatMap(([name, balances]) => checkBalances([name], balances));
  } catch (error) {
    if (!isPricewrightError(error)) throw error;
    return [{ path: [], code: error.code, message: error.message }];
  }
}

function checkState(state: CreditState): readonly Problem[] {
  const problems = state.grants.flatMap((grant) => checkBalances(["grants", grant.id], balancesOf(grant)));
  const report = (kind: string, id: string, code: string, message: string) =>
    problems.push({ path: [kind, id], code, message });

  const held = new Map<string, bigint>();
  for (const { status, taken } of state.holds.values())
    if (status === "open") for (const { grant, amount } of taken) held.set(grant, (held.get(grant) ?? 0n) + amount);
  for (const grant of state.grants)
    if (grant.held !== (held.get(grant.id) ?? 0n))
      report("grants", grant.id, "held-differs", `${grant.held} are held, but holds took ${held.get(grant.id) ?? 0n}.`);

  for (const charge of state.charges.values()) {
    const paid = charge.parts.reduce((sum, { amount }) => sum + amount, 0n);
    if (charge.amount !== refundedOf(charge) + paid + charge.owed)
      report(
        "charges",
        charge.id,
        "charge-differs",
        `${charge.amount} were charged, ${paid} paid, ${charge.owed} owed.`,
      );
    if (charge.owed > 0n !== state.owing.includes(charge.id))
      report("charges", charge.id, "debt-differs", `${charge.owed} are owed, and the list of debts says otherwise.`);
  }
  return problems;
}

function checkBalances(path: readonly string[], balances: Balances): Problem[] {
  const problems: Problem[] = [];
  if (!isConserved(balances))
    problems.push({ path, code: "not-conserved", message: `The balances do not add up: ${describe(balances)}.` });
  if (Object.values(balances).some((balance) => balance < 0n))
    problems.push({ path, code: "negative-balance", message: `A balance is below 0: ${describe(balances)}.` });
  return problems;
}

function describe(balances: Balances): string {
  return Object.entries(balances)
    .map(([name, balance]) => `${name} ${balance}`)
    .join(", ");
}
