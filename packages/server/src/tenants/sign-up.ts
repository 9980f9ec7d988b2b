import { randomBytes } from "node:crypto";
import type { CreateTenantRequest } from "@pricewright/core/api";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import { billingScope, startTrial, TRIAL_DAYS } from "../billing/tenant-billing.ts";
import type { Scope } from "../database/database.ts";
import { members, provisionings, tenants } from "../database/schema/index.ts";
import { takeSignUpLink } from "../people/sign-up-links.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { type FirstKeys, insertFirstKeys } from "./first-keys.ts";
import { provisionTenant } from "./provision-tenant.ts";
import { newRoot } from "./tenant-secrets.ts";

/** What {@link signUp} made. */
export interface SignUpResult {
  readonly tenantId: string;
  readonly keys: FirstKeys;
}

/**
 * Makes a tenant with its owner, its first keys and a trial, all or nothing, and then the place that it works in.
 *
 * @throws RequestProblem `sign-up-closed`, `link-not-valid`, or `already-exists` for somebody who is known here.
 */
export async function signUp(services: Services, { name, owner, token }: CreateTenantRequest): Promise<SignUpResult> {
  const { database, people, masterKeys, signUp: rule, clock } = services;
  if (rule === "closed")
    throw new RequestProblem("sign-up-closed", "Nobody signs up here. Ask an owner for an invitation.");
  const now = clock();
  const scope: Scope = { tenantId: `t_${randomBytes(9).toString("base64url")}`, environment: "test" };
  const { tenantId } = scope;
  const keys = await database.inOneTransaction(scope, async (queries) => {
    if (rule === "invited" && !(await takeSignUpLink(database, "tenant", token ?? "", now)))
      throw new RequestProblem(
        "link-not-valid",
        "Sign-up is by invitation, and this link is used, expired or unknown.",
      );
    const person = await people.create(owner);
    await queries.insert(tenants).values({ tenantId, name, root: newRoot(tenantId, masterKeys) });
    await queries
      .insert(members)
      .values({ tenantId, personId: person.id, role: "owner", createdAt: now.toISOString() });
    await queries.insert(provisionings).values({
      tenantId,
      state: "pending",
      nextAt: now.toISOString(),
      createdAt: now.toISOString(),
      updatedAt: now.toISOString(),
    });
    await database.inScope(billingScope(scope), (live) => startTrial(live, scope, now));
    const actor = `person/${person.id}`;
    const detail = { name, owner: person.email, trialDays: TRIAL_DAYS };
    await writeTenantAudit(
      database,
      tenantId,
      { actor, action: "tenant.create", target: `tenant/${tenantId}`, detail },
      now,
    );
    return insertFirstKeys(queries, scope);
  });
  await provisionTenant(services, tenantId);
  return { tenantId, keys };
}
