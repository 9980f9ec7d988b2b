import { createGrant } from "../grants/create-grant.ts";
import type { Grant } from "../grants/grant.ts";
import type { Answer } from "./answer.ts";
import { checkSame } from "./check-same.ts";
import type { GrantCommand } from "./command.ts";
import type { Draft } from "./draft.ts";
import { issueGrant } from "./issue-grant.ts";
import { runInstant } from "./pass-time.ts";

/** Gives a grant; one that comes again is not given again. */
export function applyGrant(draft: Draft, command: GrantCommand): Answer {
  const known = draft.grants.find(({ id }) => id === command.grant.id);
  // By the times that it had, for one that comes again may come after its end.
  const grant = createGrant(command.grant, known?.effectiveAt ?? draft.now);
  if (known) checkSame(`Grant ${JSON.stringify(grant.id)}`, termsOf(known), termsOf(grant));
  else {
    issueGrant(draft, grant, "grant");
    // One that comes after its own end expires at once.
    runInstant(draft);
  }
  return { result: { type: "granted", grant: grant.id, amount: grant.amount }, replayed: known !== undefined };
}

/** What must not change when a grant comes again. Its times may: by default they are those of the command. */
function termsOf({ amount, kind, priority, meters, costBasis, purchase }: Grant): readonly unknown[] {
  return [amount, kind, priority, meters?.join(), costBasis, purchase];
}
