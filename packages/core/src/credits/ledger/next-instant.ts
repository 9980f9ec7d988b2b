import type { Instant } from "../calendar/instant.ts";
import type { HoldRecord } from "../holds/hold-record.ts";
import type { GrantRecord } from "./credit-state.ts";

/** When time does something by itself next: a grant becomes effective or expires, or a hold ends. Null for never. */
export function nextInstant(of: {
  readonly grants: readonly GrantRecord[];
  readonly holds: ReadonlyMap<string, HoldRecord>;
}): Instant | null {
  let next: Instant | null = null;
  const consider = (at: Instant | undefined) => {
    if (at !== undefined && (next === null || at < next)) next = at;
  };
  for (const { ended, scheduled, effectiveAt, expiresAt } of of.grants)
    if (!ended) consider(scheduled > 0n ? effectiveAt : expiresAt);
  for (const { status, expiresAt } of of.holds.values()) if (status === "open") consider(expiresAt);
  return next;
}
