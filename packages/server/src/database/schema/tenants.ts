import { sql } from "drizzle-orm";
import { pgPolicy, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { applicationRole, scope, scoped, time } from "./scope.ts";

/** Who has prices of their own here. */
export const tenants = pgTable(
  "tenants",
  {
    tenantId: text().primaryKey(),
    name: text().notNull(),
    /** Secret that the tenant's quote and record keys derive from, sealed with the master key. */
    root: text().notNull(),
    /** Uses a month; null for no limit. */
    plan: text({ enum: ["free", "starter", "pro", "enterprise"] }),
    createdAt: time().notNull().defaultNow(),
    /** When everything of it is deleted, once an owner asked for that. */
    deletionDueAt: time(),
    /** Who asked. */
    deletionAskedBy: text(),
  },
  () => [
    pgPolicy("scope", {
      to: applicationRole,
      using: sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')`,
    }),
  ],
);

/** Keys by which programs call the API. */
export const apiKeys = pgTable(
  "api_keys",
  {
    ...scope(),
    id: text().notNull(),
    kind: text({ enum: ["secret", "publishable"] }).notNull(),
    name: text().notNull(),
    /** SHA-256 of the key, in hexadecimal; the key itself is stored nowhere. */
    hash: text().notNull(),
    lastFour: text().notNull(),
    /** What a secret key may do. */
    scopes: text().array().notNull(),
    /** Sites that a publishable key is for; empty for any. */
    origins: text().array().notNull(),
    createdAt: time().notNull().defaultNow(),
    lastUsedAt: time(),
    /** When an older key stops working after it was rotated. */
    expiresAt: time(),
    revokedAt: time(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.id] }),
    uniqueIndex("api_keys_hash").on(table.hash),
    scoped(),
  ],
);
