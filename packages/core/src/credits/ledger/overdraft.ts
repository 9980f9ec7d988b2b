import { checkAmount } from "./check-amount.ts";
import type { Overdraft } from "./command.ts";
import type { Draft } from "./draft.ts";

/** Whether an account may use this many micro-credits beyond its grants. */
export function allowsOverdraft(draft: Draft, shortfall: bigint, overdraft: Overdraft = { type: "deny" }): boolean {
  if (overdraft.type === "allow") checkAmount(overdraft.limit, "overdraft.limit");
  if (shortfall === 0n) return true;
  if (overdraft.type !== "allow") return false;
  let used = shortfall;
  for (const id of draft.owing) used += draft.charges.get(id)?.owed ?? 0n;
  for (const { status, uncovered } of draft.holds.values()) if (status === "open") used += uncovered;
  return used <= overdraft.limit;
}
