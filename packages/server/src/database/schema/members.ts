import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { tenantScoped, time } from "./scope.ts";

const ROLES = ["owner", "admin", "analyst", "viewer"] as const;

/** Who belongs to a tenant, and what they may do in both of its environments. */
export const members = pgTable(
  "members",
  {
    tenantId: text().notNull(),
    personId: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    createdAt: time().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.personId] }),
    index("members_by_person").on(table.personId),
    tenantScoped(),
  ],
);

/** Who was asked to join a tenant. */
export const invitations = pgTable(
  "invitations",
  {
    tenantId: text().notNull(),
    id: text().notNull(),
    email: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    /** SHA-256 of the link's token, in hexadecimal; the token itself is stored nowhere. */
    hash: text().notNull(),
    invitedBy: text().notNull(),
    createdAt: time().notNull(),
    expiresAt: time().notNull(),
    /** When it was accepted or withdrawn. */
    endedAt: time(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.id] }),
    uniqueIndex("invitations_hash").on(table.hash),
    index("invitations_by_email").on(table.email),
    tenantScoped(),
  ],
);

/** How far a tenant that signed up is made. */
export const provisionings = pgTable(
  "provisionings",
  {
    tenantId: text().primaryKey(),
    state: text({ enum: ["pending", "provisioning", "ready", "failed"] }).notNull(),
    attempts: integer().notNull().default(0),
    /** Why the last attempt failed. */
    error: text(),
    /** When it is tried again, or, where it is under way, when it is taken for lost. */
    nextAt: time().notNull(),
    /** What the provisioner signed. */
    license: text(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  () => [tenantScoped()],
);
