import { compareGrants } from "../grants/compare-grants.ts";
import type { ChangedRecords } from "./changed-records.ts";
import type { CreditState } from "./credit-state.ts";
import { nextInstant } from "./next-instant.ts";

/**
 * Puts closed records beside a state's open part: what commands name, with the grants that their charges and holds burnt.
 * A record that the state has already stays the state's.
 */
export function addRecords(
  state: CreditState,
  { grants: more, holds: held, charges: used }: ChangedRecords,
): CreditState {
  const known = new Set(state.grants.map(({ id }) => id));
  const grants = [...state.grants, ...more.filter(({ id }) => !known.has(id))].sort(compareGrants);
  const holds = new Map([...held.map((hold) => [hold.id, hold] as const), ...state.holds]);
  const charges = new Map([...used.map((charge) => [charge.id, charge] as const), ...state.charges]);
  return { ...state, grants, holds, charges, quietUntil: nextInstant({ grants, holds }) };
}
