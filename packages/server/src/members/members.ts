import { and, eq, inArray, ne } from "drizzle-orm";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import type { Database, Queries } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { members, sessions, users } from "../database/schema/index.ts";
import type { Role } from "../people/roles.ts";
import { RequestProblem } from "../problems/problem.ts";

/** Somebody who belongs to a tenant. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** ISO 8601. */
  readonly joinedAt: string;
}

/** Whose membership somebody changes. */
export interface MemberChange {
  readonly tenantId: string;
  readonly personId: string;
  /** Who changes it. */
  readonly actor: string;
  readonly now: Date;
}

/** A tenant's members, in the order in which they came. */
export async function listMembers(database: Database, tenantId: string): Promise<Member[]> {
  const found = await database.inScope({ tenantId, environment: "test" }, (queries) =>
    queries.select().from(members).where(eq(members.tenantId, tenantId)).orderBy(members.createdAt, members.personId),
  );
  const ids = found.map(({ personId }) => personId);
  if (ids.length === 0) return [];
  const known = await database.amongPeople((queries) =>
    queries.select({ id: users.id, name: users.name, email: users.email }).from(users).where(inArray(users.id, ids)),
  );
  const byId = new Map(known.map((person) => [person.id, person]));
  return found.map(({ personId, role, createdAt }) => ({
    id: personId,
    name: byId.get(personId)?.name ?? "",
    email: byId.get(personId)?.email ?? "",
    role,
    joinedAt: new Date(createdAt).toISOString(),
  }));
}

/**
 * Gives a member another role.
 *
 * @throws RequestProblem `not-found`, or `last-owner` where nobody would be left who may do everything.
 */
export function changeRole(database: Database, change: MemberChange, role: Role): Promise<void> {
  return inTransaction(database, change, async (queries, before) => {
    if (role === before) return null;
    if (before === "owner") await refuseLastOwner(queries, change);
    await queries.update(members).set({ role }).where(isMember(change));
    return { action: "member.change-role", detail: { from: before, to: role } };
  });
}

/**
 * Ends a membership. The person's sessions end with it.
 *
 * @throws RequestProblem `not-found`, or `last-owner`.
 */
export function removeMember(database: Database, change: MemberChange): Promise<void> {
  return inTransaction(database, change, async (queries, before) => {
    if (before === "owner") await refuseLastOwner(queries, change);
    await queries.delete(members).where(isMember(change));
    await endSessions(database, change.personId);
    return { action: "member.remove", detail: { role: before } };
  });
}

/**
 * Signs a member out everywhere.
 *
 * @throws RequestProblem `not-found`.
 */
export function revokeSessions(database: Database, change: MemberChange): Promise<void> {
  return inTransaction(database, change, async () => {
    await endSessions(database, change.personId);
    return { action: "member.revoke-sessions", detail: {} };
  });
}

type Done = { readonly action: string; readonly detail: Readonly<Record<string, unknown>> } | null;

function inTransaction(
  database: Database,
  change: MemberChange,
  work: (queries: Queries, before: Role) => Promise<Done>,
): Promise<void> {
  const { tenantId, personId, actor, now } = change;
  const scope = { tenantId, environment: "test" } as const;
  return database.inOneTransaction(scope, async (queries) => {
    // Two owners who leave at once must not both be let go.
    await lockScope(queries, scope);
    const [member] = await queries.select({ role: members.role }).from(members).where(isMember(change));
    if (!member) throw new RequestProblem("not-found", `There is no member "${personId}".`);
    const done = await work(queries, member.role);
    if (done) await writeTenantAudit(database, tenantId, { actor, target: `person/${personId}`, ...done }, now);
  });
}

async function refuseLastOwner(queries: Queries, { tenantId, personId }: MemberChange): Promise<void> {
  const others = await queries
    .select({ id: members.personId })
    .from(members)
    .where(and(eq(members.tenantId, tenantId), eq(members.role, "owner"), ne(members.personId, personId)))
    .limit(1);
  if (others.length === 0)
    throw new RequestProblem("last-owner", "This is the only owner. Make somebody else an owner first.");
}

async function endSessions(database: Database, personId: string): Promise<void> {
  await database.amongPeople((queries) => queries.delete(sessions).where(eq(sessions.userId, personId)));
}

function isMember({ tenantId, personId }: MemberChange) {
  return and(eq(members.tenantId, tenantId), eq(members.personId, personId));
}
