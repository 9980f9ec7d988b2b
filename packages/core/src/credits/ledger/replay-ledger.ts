import { PricewrightError } from "../../errors/pricewright-error.ts";
import { addBalances, type Balances, NO_BALANCES } from "./balances.ts";
import type { LedgerAccount, LedgerEntry } from "./ledger-entry.ts";

/** What the entries of an account come to. */
export interface ReplayedLedger {
  readonly total: Balances;
  /** By id of the grant. */
  readonly grants: ReadonlyMap<string, Balances>;
}

/** Where credits may go from each account. */
const PATHS: Record<LedgerAccount, readonly LedgerAccount[]> = {
  issued: ["scheduled", "available"],
  scheduled: ["available", "expired", "voided"],
  available: ["held", "consumed", "expired", "voided"],
  held: ["available", "consumed", "expired", "voided"],
  consumed: ["available", "expired", "voided", "debt"],
  debt: ["consumed"],
  expired: [],
  voided: [],
};

/**
 * Computes all balances from the entries alone, to compare with what is stored.
 *
 * @throws PricewrightError `invalid-ledger` for an entry that cannot be: out of sequence, of no amount, on a path that
 * credits never take, or of credits that were not there.
 */
export function replayLedger(entries: readonly LedgerEntry[]): ReplayedLedger {
  const grants = new Map<string | null, Balances>();
  let last: LedgerEntry | undefined;
  for (const entry of entries) {
    checkFollows(last, entry);
    grants.set(entry.grant, moved(grants.get(entry.grant) ?? NO_BALANCES, entry));
    last = entry;
  }
  const total = [...grants.values()].reduce(addBalances, NO_BALANCES);
  grants.delete(null);
  return { total, grants: grants as Map<string, Balances> };
}

function checkFollows(last: LedgerEntry | undefined, entry: LedgerEntry): void {
  if (last && entry.sequence !== last.sequence + 1) throw invalid(entry, `follows entry ${last.sequence}`);
  if (last && (entry.transaction < last.transaction || entry.effectiveAt < last.effectiveAt))
    throw invalid(entry, "goes back in time");
  if (entry.amount <= 0n) throw invalid(entry, `has an amount of ${entry.amount}`);
  const isUnpaid = entry.from === "debt" || entry.to === "debt";
  if (!PATHS[entry.from]?.includes(entry.to) || isUnpaid !== (entry.grant === null))
    throw invalid(entry, `moves from ${entry.from} to ${entry.to}`);
}

function moved(before: Balances, entry: LedgerEntry): Balances {
  const { from, to, amount } = entry;
  // `issued` and `debt` give without having: they count what came from them.
  const after = { ...before };
  if (from === "issued") after.granted += amount;
  else if (from === "debt") after.debt += amount;
  else after[from] -= amount;
  if (to === "debt") after.debt -= amount;
  else if (to !== "issued") after[to] += amount;
  if (Object.values(after).some((balance) => balance < 0n)) throw invalid(entry, "moves credits that were not there");
  return after;
}

function invalid(entry: LedgerEntry, what: string): PricewrightError {
  return new PricewrightError("invalid-ledger", `Ledger entry ${entry.sequence} ${what}.`);
}
