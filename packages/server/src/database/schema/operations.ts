import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

/** An arm that a quote names. */
interface QuotedExperiment {
  readonly experiment: string;
  readonly variant: string;
  readonly revision: number | null;
}

/** Answers of writes, replayed when the same request comes again. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    ...scope(),
    route: text().notNull(),
    key: text().notNull(),
    /** SHA-256 over method, path and raw body. */
    requestHash: text().notNull(),
    /** Null while the request runs. */
    status: integer(),
    /** Headers that belong to the answer: its type and its version. */
    headers: jsonb().$type<Readonly<Record<string, string>>>(),
    /** The answer, without what is secret in it. */
    body: text(),
    createdAt: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "idempotency_keys_key",
      columns: [table.tenantId, table.environment, table.route, table.key],
    }),
    scoped(),
  ],
);

/** One provider session for each quote and plan. */
export const checkouts = pgTable(
  "checkouts",
  {
    ...scope(),
    quoteId: text().notNull(),
    plan: text().notNull(),
    id: text().notNull(),
    provider: text().notNull(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    price: text().notNull(),
    amount: text().notNull(),
    currency: text().notNull(),
    url: text().notNull(),
    /** The provider's id of the session that the page is of; null where it has none, or none was made yet. */
    session: text(),
    /** How many sessions were made at the provider; another one is made only when the one before has expired. */
    attempt: integer().notNull().default(1),
    successUrl: text().notNull(),
    cancelUrl: text().notNull(),
    /** The arms that the quote names. */
    quoted: jsonb().$type<readonly QuotedExperiment[]>().notNull().default([]),
    status: text({ enum: ["open", "paid", "canceled"] }).notNull(),
    createdAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.quoteId, table.plan] }),
    index("checkouts_by_id").on(table.tenantId, table.environment, table.id),
    scoped(),
  ],
);

/** Who changed what, written in the transaction of the change. */
export const auditLog = pgTable(
  "audit_log",
  {
    ...scope(),
    id: text().notNull(),
    at: time().notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    target: text().notNull(),
    detail: jsonb().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.id] }), scoped()],
);

/** When an environment was last emptied: what was signed before names things that are gone. */
export const emptyings = pgTable("emptyings", { ...scope(), emptiedAt: time().notNull() }, (table) => [
  primaryKey({ columns: [table.tenantId, table.environment] }),
  scoped(),
]);

/** What was taken in from another server, whose visitors' ids are known since then. */
export const imports = pgTable(
  "imports",
  { ...scope(), importedAt: time().notNull(), exportedAt: time().notNull(), rows: integer().notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.importedAt] }), scoped()],
);
