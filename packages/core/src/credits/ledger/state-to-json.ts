import { formatCredits } from "../../money/scaled-decimal.ts";
import type { Balances } from "./balances.ts";
import type { CommandResult } from "./command-result.ts";
import type { CreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** A value as JSON carries it: micro-credits as decimal strings of credits, a map as the list of what is in it. */
export type JsonOf<T> = T extends bigint
  ? string
  : T extends ReadonlyMap<string, infer V>
    ? readonly JsonOf<V>[]
    : T extends object
      ? { readonly [K in keyof T]: JsonOf<T[K]> }
      : T;

/** A credit state for JSON. What follows from the rest is left out. */
export type CreditStateJson = JsonOf<Omit<CreditState, "quietUntil" | "owing">>;

/** Writes a state for JSON. */
export function creditStateToJson(state: CreditState): CreditStateJson {
  const { quietUntil: _, owing: __, ...rest } = state;
  return toJson(rest);
}

/** Writes a ledger entry for JSON. */
export function ledgerEntryToJson(entry: LedgerEntry): JsonOf<LedgerEntry> {
  return toJson(entry);
}

/** Writes an answer or balances for JSON. */
export function creditsToJson<T extends CommandResult | Balances>(value: T): JsonOf<T> {
  return toJson(value);
}

function toJson<T>(value: T): JsonOf<T> {
  return encode(value) as JsonOf<T>;
}

function encode(value: unknown): unknown {
  if (typeof value === "bigint") return formatCredits(value);
  if (value instanceof Map) return [...value.values()].map(encode);
  if (Array.isArray(value)) return value.map(encode);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, encode(field)]));
}
