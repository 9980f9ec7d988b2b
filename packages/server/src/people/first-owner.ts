import type { FirstOwnerRequest } from "@pricewright/core/api";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import type { Database } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { members } from "../database/schema/index.ts";
import { RequestProblem } from "../problems/problem.ts";
import { FIRST_TENANT } from "../tenants/first-tenant.ts";
import type { People, Person } from "./people.ts";
import { newSignUpLink, takeSignUpLink } from "./sign-up-links.ts";

/** A link by which the first owner is made; null where there is one. */
export async function firstOwnerLink(
  database: Database,
  people: Pick<People, "hasOwner" | "publicUrl">,
  now: Date,
): Promise<string | null> {
  if (await people.hasOwner()) return null;
  return `${people.publicUrl()}/sign-up?token=${await newSignUpLink(database, "first-owner", now)}`;
}

/**
 * Makes the server's first owner. With it, sign-up closes.
 *
 * @throws RequestProblem `link-not-valid` for a link that was used or has expired, or when there is an owner.
 */
export function makeFirstOwner(
  database: Database,
  people: Pick<People, "hasOwner" | "create">,
  { token, name, email, password }: FirstOwnerRequest,
  now: Date,
): Promise<Person> {
  const { tenantId } = FIRST_TENANT;
  return database.inOneTransaction(FIRST_TENANT, async (queries) => {
    // Of two who come at once one is the first.
    await lockScope(queries, FIRST_TENANT);
    if ((await people.hasOwner()) || !(await takeSignUpLink(database, "first-owner", token, now)))
      throw new RequestProblem("link-not-valid", "The link was used, has expired, or is not of this server.");
    const person = await people.create({ name, email, password });
    await queries
      .insert(members)
      .values({ tenantId, personId: person.id, role: "owner", createdAt: now.toISOString() });
    const target = `person/${person.id}`;
    await writeTenantAudit(
      database,
      tenantId,
      { actor: target, action: "member.join", target, detail: { email: person.email, role: "owner", first: true } },
      now,
    );
    return person;
  });
}
