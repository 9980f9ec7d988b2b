import { eq, inArray, sql } from "drizzle-orm";
import { type Database, rows } from "../database/database.ts";
import { apiKeys, members, users } from "../database/schema/index.ts";
import type { Services } from "../services.ts";

type DeletingServices = Pick<Services, "database" | "pricing" | "keys" | "forgetSecretsOf" | "clock" | "log">;

const ENVIRONMENTS = ["test", "live"] as const;

/**
 * Deletes tenants whose time has come: every row of both environments, the secrets that their keys and quotes derive from
 * among them, and people who belong to no other tenant.
 */
export async function deleteDueTenants(services: DeletingServices): Promise<void> {
  const { database, pricing, keys, forgetSecretsOf, clock, log } = services;
  const now = clock().toISOString();
  const due = await database.amongPeople((queries) =>
    rows<{ tenantId: string }>(
      queries,
      sql`select tenant_id as "tenantId" from tenants_to_delete(${now}::timestamptz)`,
    ),
  );
  for (const { tenantId } of due) {
    const hashes = await keyHashes(database, tenantId);
    const what = await deleteTenant(database, tenantId, now);
    // Each server looks for itself within the hour, so that the secrets stay in no memory.
    forgetSecretsOf(tenantId);
    for (const hash of hashes) keys.forget(hash);
    for (const environment of ENVIRONMENTS) pricing.forget({ tenantId, environment });
    if (what === "emptied") log.info({ tenantId }, "a tenant was deleted, as its owner asked for");
  }
}

async function deleteTenant(database: Database, tenantId: string, now: string): Promise<string | undefined> {
  return database.inOneTransaction({ tenantId, environment: "test" }, async (queries) => {
    const people = await queries.select({ id: members.personId }).from(members).where(eq(members.tenantId, tenantId));
    const [done] = await rows<{ what: string }>(queries, sql`select delete_tenant(${now}::timestamptz) as what`);
    const ids = people.map(({ id }) => id);
    if (ids.length > 0 && done?.what !== "not-due")
      await database.amongPeople((among) =>
        among
          .delete(users)
          .where(sql`${inArray(users.id, ids)} and not exists (select from memberships_of(${users.id}))`),
      );
    return done?.what;
  });
}

async function keyHashes(database: Database, tenantId: string): Promise<readonly string[]> {
  const found = [];
  for (const environment of ENVIRONMENTS)
    found.push(
      ...(await database.inScope({ tenantId, environment }, (queries) =>
        queries.select({ hash: apiKeys.hash }).from(apiKeys).where(eq(apiKeys.tenantId, tenantId)),
      )),
    );
  return found.map(({ hash }) => hash);
}
