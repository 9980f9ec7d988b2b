import type { FrozenRecord } from "../frozen-record.ts";
import { mergeFrozen } from "./merge-frozen.ts";

/** A visitor's record as the account's. The id that was hashed stays, so that drift is checked against it. */
export function moveFrozen(record: FrozenRecord, account: string): FrozenRecord {
  return { ...record, unit: { kind: "account", id: account } };
}

/**
 * The records of an account once its visitors are known: one an experiment, so that signing up changes no price.
 * The earliest by time, then id, is kept. Where the same person was shown two variants, the record is excluded as
 * `multiple-exposure` and no longer counted. The order of the records does not matter, nor does identifying
 * one visitor after another.
 *
 * @param records The account's own records and those of all its visitors.
 *
 * @example
 * const frozen = identify("acct_7", [...recordsOfVisitor, ...recordsOfAccount]);
 * assigner.assign("pro-price", { kind: "account", id: "acct_7", frozen });
 */
export function identify(account: string, records: readonly FrozenRecord[]): readonly FrozenRecord[] {
  const byExperiment = new Map<string, FrozenRecord>();
  for (const record of records) {
    const moved = moveFrozen(record, account);
    const known = byExperiment.get(record.experiment);
    byExperiment.set(record.experiment, known ? mergeFrozen(known, moved) : moved);
  }
  return [...byExperiment.values()].sort((a, b) => (a.experiment < b.experiment ? -1 : 1));
}
