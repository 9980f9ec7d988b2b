import { eq } from "drizzle-orm";
import type { Database, Scope } from "../database/database.ts";
import { apiKeys } from "../database/schema/index.ts";
import { listMembers } from "../members/members.ts";
import type { ActorNames } from "./describe-entry.ts";

/** The names of a tenant's members and of a scope's keys, by what the audit log calls them. */
export async function readActorNames(database: Database, scope: Scope): Promise<ActorNames> {
  const { tenantId } = scope;
  const keys = await database.inScope(scope, (queries) =>
    queries.select({ id: apiKeys.id, name: apiKeys.name }).from(apiKeys).where(eq(apiKeys.tenantId, tenantId)),
  );
  const names = new Map<string, string>();
  for (const { id, name } of keys)
    for (const called of [`${tenantId}/${id}`, `key/${id}`]) names.set(called, `the key "${name}"`);
  for (const { id, name, email } of await listMembers(database, tenantId))
    names.set(`person/${id}`, `${name} (${email})`);
  return names;
}
