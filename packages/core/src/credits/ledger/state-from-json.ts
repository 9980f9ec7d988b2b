import type { z } from "zod";
import { PricewrightError } from "../../errors/pricewright-error.ts";
import { compareGrants } from "../grants/compare-grants.ts";
import type { CreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { nextInstant } from "./next-instant.ts";
import { entrySchema, stateSchema } from "./state-schema.ts";

/**
 * Reads a state from what {@link creditStateToJson} wrote, or from the same rows in any order.
 *
 * @throws PricewrightError `invalid-credit-state` with every problem and its path.
 */
export function creditStateFromJson(json: unknown): CreditState {
  const { grants: stored, ...rest } = parse(stateSchema, json, "invalid-credit-state", "state");
  const grants = stored.toSorted(compareGrants);
  const holds = new Map(rest.holds.map((hold) => [hold.id, hold]));
  const charges = new Map(rest.charges.map((charge) => [charge.id, charge]));
  const inDebt = rest.charges.filter(({ owed }) => owed > 0n);
  const owing = inDebt.sort((a, b) => a.owedSince - b.owedSince).map(({ id }) => id);
  return { ...rest, grants, holds, charges, owing, quietUntil: nextInstant({ grants, holds }) };
}

/**
 * Reads a ledger entry from what {@link ledgerEntryToJson} wrote.
 *
 * @throws PricewrightError `invalid-ledger` with every problem and its path.
 */
export function ledgerEntryFromJson(json: unknown): LedgerEntry {
  return parse(entrySchema, json, "invalid-ledger", "ledger entry");
}

function parse<T>(schema: z.ZodType<T>, json: unknown, errorCode: string, name: string): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, code, message }) => ({
    path: path as (string | number)[],
    code,
    message,
  }));
  const list = problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new PricewrightError(errorCode, `This is no ${name}: ${list}.`, { problems });
}
