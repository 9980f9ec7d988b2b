import type { ChangedRecords } from "./changed-records.ts";
import { emptyCreditState } from "./credit-state.ts";
import { creditStateFromJson } from "./state-from-json.ts";
import { type CreditStateJson, creditStateToJson } from "./state-to-json.ts";

/** Records for JSON, each to be stored by itself. */
export type RecordsJson = Pick<CreditStateJson, "grants" | "holds" | "charges">;

/** Writes records for JSON, as {@link creditStateToJson} writes them. */
export function recordsToJson({ grants, holds, charges }: ChangedRecords): RecordsJson {
  return creditStateToJson({
    ...emptyCreditState,
    grants,
    holds: new Map(holds.map((hold) => [hold.id, hold])),
    charges: new Map(charges.map((charge) => [charge.id, charge])),
  });
}

/**
 * Reads records from what {@link recordsToJson} wrote.
 *
 * @throws PricewrightError `invalid-credit-state` with every problem and its path.
 */
export function recordsFromJson({
  grants,
  holds,
  charges,
}: { readonly [Kind in keyof RecordsJson]: readonly unknown[] }): ChangedRecords {
  const { time, transactions, entries } = emptyCreditState;
  const state = creditStateFromJson({ time, transactions, entries, grants, holds, charges });
  return { grants: state.grants, holds: [...state.holds.values()], charges: [...state.charges.values()] };
}
