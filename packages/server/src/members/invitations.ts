import { randomBytes } from "node:crypto";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { writeTenantAudit } from "../audit/write-tenant-audit.ts";
import { type Database, rows } from "../database/database.ts";
import { invitations, members } from "../database/schema/index.ts";
import type { Role } from "../people/roles.ts";
import { hashOneTimeToken, newOneTimeToken } from "../secrets/one-time-token.ts";

/** A stored invitation. */
export type InvitationRow = typeof invitations.$inferSelect;

/** What is known of an invitation before its tenant is. */
export interface OpenInvitation {
  readonly tenantId: string;
  readonly id: string;
  readonly email: string;
  readonly role: Role;
}

const HELD_DAYS = 7;
const DAY = 86_400_000;

/** Whom to invite, and as what. */
export interface InviteInput {
  readonly tenantId: string;
  readonly email: string;
  readonly role: Role;
  /** Who invites. */
  readonly actor: string;
  readonly now: Date;
}

/** Stores an invitation; its token is in the answer and nowhere else. An open one to the same address ends. */
export async function invite(
  database: Database,
  { tenantId, email, role, actor, now }: InviteInput,
): Promise<{ readonly row: InvitationRow; readonly token: string }> {
  const { token, hash } = newOneTimeToken();
  const address = email.toLowerCase();
  return database.inOneTransaction(inTest(tenantId), async (queries) => {
    await queries
      .update(invitations)
      .set({ endedAt: now.toISOString() })
      .where(isOpen(tenantId, eq(invitations.email, address), now));
    const [row] = await queries
      .insert(invitations)
      .values({
        tenantId,
        id: `inv_${randomBytes(9).toString("base64url")}`,
        email: address,
        role,
        hash,
        invitedBy: actor,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + HELD_DAYS * DAY).toISOString(),
      })
      .returning();
    const made = row as InvitationRow;
    await writeTenantAudit(
      database,
      tenantId,
      { actor, action: "member.invite", target: `invitation/${made.id}`, detail: { email: address, role } },
      now,
    );
    return { row: made, token };
  });
}

/** Invitations that nobody has accepted yet, oldest first. */
export function openInvitations(database: Database, tenantId: string, now: Date): Promise<InvitationRow[]> {
  return database.inScope(inTest(tenantId), (queries) =>
    queries
      .select()
      .from(invitations)
      .where(isOpen(tenantId, sql`true`, now))
      .orderBy(invitations.createdAt, invitations.id),
  );
}

/** Takes an invitation back; false where it is not open. */
export function withdrawInvitation(
  database: Database,
  {
    tenantId,
    id,
    actor,
    now,
  }: { readonly tenantId: string; readonly id: string; readonly actor: string; readonly now: Date },
): Promise<boolean> {
  return database.inOneTransaction(inTest(tenantId), async (queries) => {
    const ended = await queries
      .update(invitations)
      .set({ endedAt: now.toISOString() })
      .where(isOpen(tenantId, eq(invitations.id, id), now))
      .returning({ email: invitations.email });
    if (!ended[0]) return false;
    await writeTenantAudit(
      database,
      tenantId,
      { actor, action: "member.withdraw-invitation", target: `invitation/${id}`, detail: { email: ended[0].email } },
      now,
    );
    return true;
  });
}

/** The open invitation that a link's token is of, or null. */
export function invitationOf(database: Database, token: string): Promise<OpenInvitation | null> {
  return database.amongPeople(async (queries) => {
    const [found] = await rows<OpenInvitation>(
      queries,
      sql`select tenant_id as "tenantId", id, email, role from invitation_by_hash(${hashOneTimeToken(token)})`,
    );
    return found ?? null;
  });
}

/** Every open invitation to an address, of whichever tenant. */
export function invitationsFor(database: Database, email: string): Promise<OpenInvitation[]> {
  return database.amongPeople((queries) =>
    rows<OpenInvitation>(
      queries,
      sql`select tenant_id as "tenantId", id, email, role from invitations_for(${email.toLowerCase()})`,
    ),
  );
}

/** Makes somebody a member as an invitation says; false where it was accepted or withdrawn meanwhile. */
export function acceptInvitation(
  database: Database,
  { tenantId, id, role, email }: OpenInvitation,
  personId: string,
  now: Date,
): Promise<boolean> {
  return database.inOneTransaction(inTest(tenantId), async (queries) => {
    const ended = await queries
      .update(invitations)
      .set({ endedAt: now.toISOString() })
      .where(isOpen(tenantId, eq(invitations.id, id), now))
      .returning({ id: invitations.id });
    if (ended.length === 0) return false;
    await queries
      .insert(members)
      .values({ tenantId, personId, role, createdAt: now.toISOString() })
      .onConflictDoNothing();
    await writeTenantAudit(
      database,
      tenantId,
      {
        actor: `person/${personId}`,
        action: "member.join",
        target: `person/${personId}`,
        detail: { email, role, invitation: id },
      },
      now,
    );
    return true;
  });
}

function isOpen(tenantId: string, which: ReturnType<typeof sql>, now: Date) {
  return and(
    eq(invitations.tenantId, tenantId),
    which,
    isNull(invitations.endedAt),
    gt(invitations.expiresAt, now.toISOString()),
  );
}

/** Members are those of a tenant; every transaction has an environment. */
function inTest(tenantId: string) {
  return { tenantId, environment: "test" } as const;
}
