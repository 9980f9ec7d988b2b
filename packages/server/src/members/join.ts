import type { AcceptInvitationRequest } from "@pricewright/core/api";
import type { Person } from "../people/people.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { acceptInvitation, invitationOf } from "./invitations.ts";

/** What {@link join} did. */
export interface JoinResult {
  /** With what somebody new signs in now; null for who is signed in. */
  readonly signIn: { readonly email: string; readonly password: string } | null;
}

/**
 * Accepts an invitation: as who is signed in, or as somebody new.
 *
 * @throws RequestProblem `link-not-valid`; `forbidden` for an invitation to another address; `already-exists` for somebody
 * who must sign in first.
 */
export async function join(
  { database, people, clock }: Pick<Services, "database" | "people" | "clock">,
  { token, name, password }: AcceptInvitationRequest,
  person: Person | null,
): Promise<JoinResult> {
  const invitation = await invitationOf(database, token);
  if (!invitation) throw notValid();
  const { email, tenantId } = invitation;
  if (person) {
    if (person.email !== email)
      throw new RequestProblem("forbidden", "The invitation is for another address than the one you signed in with.");
    if (!(await acceptInvitation(database, invitation, person.id, clock()))) throw notValid();
    return { signIn: null };
  }
  if (name === undefined || password === undefined)
    throw new RequestProblem("invalid-request", "Give a name and a password, or sign in first.", {
      problems: [
        { field: "name", code: "required", message: "is needed unless you are signed in" },
        { field: "password", code: "required", message: "is needed unless you are signed in" },
      ],
    });
  await database.inOneTransaction({ tenantId, environment: "test" }, async () => {
    const made = await people.create({ name, email, password });
    if (!(await acceptInvitation(database, invitation, made.id, clock()))) throw notValid();
  });
  return { signIn: { email, password } };
}

function notValid(): RequestProblem {
  return new RequestProblem("link-not-valid", "The invitation was accepted or taken back, or has expired.");
}
