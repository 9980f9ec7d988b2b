import { compareGrants } from "../grants/compare-grants.ts";
import type { HoldRecord } from "../holds/hold-record.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { GrantRecord } from "./credit-state.ts";
import { type Draft, touch } from "./draft.ts";

/** Adds a grant in its place in the order. */
export function addGrant(draft: Draft, record: GrantRecord): void {
  const index = draft.grants.findIndex((other) => compareGrants(record, other) < 0);
  draft.grants.splice(index < 0 ? draft.grants.length : index, 0, record);
  touch(draft);
}

/** Where the grant with this id stands in the order. */
export function indexOfGrant(draft: Draft, id: string): number {
  const index = draft.grants.findIndex((grant) => grant.id === id);
  if (index < 0) throw new RangeError(`Grant ${JSON.stringify(id)} is missing from the state.`);
  return index;
}

/** The grant with this id. */
export function grantOf(draft: Draft, id: string): GrantRecord {
  return draft.grants[indexOfGrant(draft, id)] as GrantRecord;
}

/** Writes down that a grant ended. */
export function endGrant(draft: Draft, id: string, as: "expired" | "voided"): void {
  const index = indexOfGrant(draft, id);
  draft.grants[index] = { ...(draft.grants[index] as GrantRecord), ended: { at: draft.now, as } };
  touch(draft);
}

/** Adds a hold, or replaces it by a later version of itself. */
export function putHold(draft: Draft, record: HoldRecord): void {
  draft.holds.set(record.id, record);
  touch(draft);
}

/** Adds a charge, or replaces it by a later version of itself. */
export function putCharge(draft: Draft, record: ChargeRecord): void {
  const owed = draft.charges.get(record.id)?.owed ?? 0n;
  if (owed === 0n && record.owed > 0n) draft.owing = [...draft.owing, record.id];
  if (owed > 0n && record.owed === 0n) draft.owing = draft.owing.filter((id) => id !== record.id);
  draft.charges.set(record.id, record);
  touch(draft);
}
