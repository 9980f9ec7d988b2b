import { isPricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import { balancesOf } from "./balance-at.ts";
import { type Balances, NO_BALANCES } from "./balances.ts";
import { checkConservation } from "./check-conservation.ts";
import type { CreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { type ReplayedLedger, replayLedger } from "./replay-ledger.ts";

/**
 * Looks for everything in which an account's whole state differs from its whole ledger, and in which either does not add up.
 * Empty where the state is what the entries led to.
 */
export function findLedgerDifferences(state: CreditState, entries: readonly LedgerEntry[]): readonly Problem[] {
  return [...checkConservation(state), ...compareHead(state, entries), ...compareBalances(state, entries)];
}

function compareHead({ time, transactions, entries: count }: CreditState, entries: readonly LedgerEntry[]): Problem[] {
  const last = entries.at(-1);
  const problems: Problem[] = [];
  if (entries.length !== count || (last && (last.sequence !== count || last.transaction > transactions)))
    problems.push(
      problem(["entries"], "count-differs", `${count} entries were written, and ${entries.length} are there.`),
    );
  if (last && (time === null || last.effectiveAt > time))
    problems.push(
      problem(["time"], "time-differs", `The last entry is of ${last.effectiveAt}, and the state of ${time}.`),
    );
  return problems;
}

function compareBalances(state: CreditState, entries: readonly LedgerEntry[]): readonly Problem[] {
  const ledger = replay(entries);
  if ("problem" in ledger) return [ledger.problem];
  const { grants, total } = ledger;
  const ids = new Set([...grants.keys(), ...state.grants.map(({ id }) => id)]);
  const stored = new Map(state.grants.map((grant) => [grant.id, balancesOf(grant)]));
  const problems = [...ids].flatMap((id) =>
    isSame(stored.get(id), grants.get(id))
      ? []
      : [problem(["grants", id], "balance-differs", "The grant's balances are not what its entries come to.")],
  );
  const owed = state.owing.reduce((sum, id) => sum + (state.charges.get(id)?.owed ?? 0n), 0n);
  if (owed !== total.debt)
    problems.push(problem(["owing"], "debt-differs", `${owed} are owed, and entries come to a debt of ${total.debt}.`));
  return problems;
}

function replay(entries: readonly LedgerEntry[]): ReplayedLedger | { readonly problem: Problem } {
  try {
    return replayLedger(entries);
  } catch (error) {
    if (!isPricewrightError(error)) throw error;
    return { problem: problem(["entries"], error.code, error.message) };
  }
}

function isSame(a: Balances | undefined, b: Balances | undefined): boolean {
  return (Object.keys(NO_BALANCES) as (keyof Balances)[]).every((name) => a?.[name] === b?.[name]);
}

function problem(path: readonly string[], code: string, message: string): Problem {
  return { path, code, message };
}
