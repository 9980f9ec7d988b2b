import type { HoldRecord } from "../holds/hold-record.ts";
import type { ChargeRecord } from "./charge-record.ts";
import type { CreditState, GrantRecord } from "./credit-state.ts";

/** What to store after commands, besides the entries. */
export interface ChangedRecords {
  readonly grants: readonly GrantRecord[];
  readonly holds: readonly HoldRecord[];
  readonly charges: readonly ChargeRecord[];
}

/** The records of a state that are new or differ from those of the state that it came from. */
export function changedRecords(before: CreditState, after: CreditState): ChangedRecords {
  const known = new Set(before.grants);
  return {
    grants: after.grants.filter((grant) => !known.has(grant)),
    holds: [...after.holds.values()].filter((hold) => before.holds.get(hold.id) !== hold),
    charges: [...after.charges.values()].filter((charge) => before.charges.get(charge.id) !== charge),
  };
}
