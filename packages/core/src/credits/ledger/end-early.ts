import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { Answer } from "./answer.ts";
import type { ExpireCommand, VoidCommand } from "./command.ts";
import type { Draft } from "./draft.ts";
import { endGrant } from "./draft-records.ts";
import { moveCredits } from "./move-credits.ts";

/**
 * Voids a grant, or expires it before its time. One that has ended already stays as it is.
 *
 * @throws PricewrightError `unknown-grant`.
 */
export function endEarly(draft: Draft, { type, grant: id }: VoidCommand | ExpireCommand): Answer {
  const grant = draft.grants.find((each) => each.id === id);
  if (!grant) throw new PricewrightError("unknown-grant", `There is no grant ${JSON.stringify(id)}.`);
  const to = type === "void" ? "voided" : "expired";
  if (grant.ended) return { result: { type: to, grant: id, amount: 0n }, replayed: true };
  const why = { to, reason: type === "void" ? "void" : "expiry", reference: id } as const;
  moveCredits(draft, { grant: id, amount: grant.scheduled, from: "scheduled", ...why });
  moveCredits(draft, { grant: id, amount: grant.available, from: "available", ...why });
  endGrant(draft, id, to);
  return { result: { type: to, grant: id, amount: grant.scheduled + grant.available }, replayed: false };
}
