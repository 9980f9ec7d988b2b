import type { GrantRecord } from "./credit-state.ts";
import type { Draft } from "./draft.ts";
import { endGrant } from "./draft-records.ts";
import { issueGrant } from "./issue-grant.ts";
import { moveCredits } from "./move-credits.ts";
import { largerOf, smallerOf } from "./smaller-of.ts";

/** Writes down every end of a grant that is not written yet, and gives what rolls over. */
export function expireGrants(draft: Draft): void {
  for (;;) {
    const grant = draft.grants.find(
      ({ ended, expiresAt }) => !ended && expiresAt !== undefined && expiresAt <= draft.now,
    );
    if (!grant) return;
    const { id, available } = grant;
    moveCredits(draft, {
      grant: id,
      amount: available,
      from: "available",
      to: "expired",
      reason: "expiry",
      reference: id,
    });
    endGrant(draft, id, "expired");
    rollOver(draft, grant);
  }
}

function rollOver(draft: Draft, grant: GrantRecord): void {
  const { id, available, kind, priority, meters, costBasis, purchase, rollover, expiresAt } = grant;
  const [end, ...ends] = rollover?.ends ?? [];
  if (!rollover || end === undefined || expiresAt === undefined) return;
  const amount = smallerOf(rollover.maximum, largerOf(rollover.minimum, available));
  if (amount === 0n) return;
  const next = {
    id: numbered(id),
    amount,
    kind,
    priority,
    effectiveAt: expiresAt,
    expiresAt: end,
    createdAt: draft.now,
    ...(meters && { meters }),
    ...(costBasis !== undefined && { costBasis }),
    ...(purchase !== undefined && { purchase }),
    ...(ends.length > 0 && { rollover: { ...rollover, ends } }),
  };
  issueGrant(draft, next, "rollover");
}

/** `pro/2026-01` becomes `pro/2026-01~1`, and that `pro/2026-01~2`. */
function numbered(id: string): string {
  const [first, number = "0"] = id.split("~");
  return `${first}~${Number(number) + 1}`;
}
