import type { Charge, CostTable, RecordsJson } from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

/** Customers that have credits, and how far their ledgers are. */
export const accounts = pgTable(
  "accounts",
  {
    ...scope(),
    id: text().notNull(),
    plan: text(),
    /** The price list that the customer keeps; null where none was published yet. */
    catalogVersion: integer(),
    createdAt: time().notNull(),
    /** When the last entry is of: nothing is done before it. */
    time: time(),
    /** When time does something by itself next; only the cleaning job goes by it. */
    quietUntil: time(),
    transactions: bigint({ mode: "number" }).notNull().default(0),
    entries: bigint({ mode: "number" }).notNull().default(0),
    /** Counts changes: a copy in memory of the same version is current. */
    version: bigint({ mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.id] }),
    index("accounts_due").on(table.tenantId, table.environment, table.quietUntil).where(sql`quiet_until is not null`),
    scoped(),
  ],
);

const record = <Kind extends keyof RecordsJson>(_: Kind) => ({
  account: text().notNull(),
  id: text().notNull(),
  /** Whether every command needs it, or only one that names it. */
  open: boolean().notNull(),
  record: jsonb().$type<RecordsJson[Kind][number]>().notNull(),
});

/** Grants, and where their credits are. */
export const creditGrants = pgTable("credit_grants", { ...scope(), ...record("grants") }, (table) => [
  primaryKey({ columns: [table.tenantId, table.environment, table.account, table.id] }),
  index("credit_grants_open").on(table.tenantId, table.environment, table.account).where(sql`open`),
  scoped(),
]);

/** Credits that were set aside, and what became of them. */
export const creditHolds = pgTable("credit_holds", { ...scope(), ...record("holds") }, (table) => [
  primaryKey({ columns: [table.tenantId, table.environment, table.account, table.id] }),
  index("credit_holds_open").on(table.tenantId, table.environment, table.account).where(sql`open`),
  scoped(),
]);

/** Credits that were used, and which grants paid for them. */
export const creditCharges = pgTable("credit_charges", { ...scope(), ...record("charges") }, (table) => [
  primaryKey({ columns: [table.tenantId, table.environment, table.account, table.id] }),
  index("credit_charges_open").on(table.tenantId, table.environment, table.account).where(sql`open`),
  scoped(),
]);

/** Every move of credits, each from one place to another, so that all of them sum to zero. Only ever added to. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    ...scope(),
    account: text().notNull(),
    sequence: bigint({ mode: "number" }).notNull(),
    transaction: bigint({ mode: "number" }).notNull(),
    grantId: text(),
    movedFrom: text().notNull(),
    movedTo: text().notNull(),
    /** Micro-credits. */
    amount: numeric({ mode: "bigint" }).notNull(),
    effectiveAt: time().notNull(),
    recordedAt: time().notNull(),
    reason: text().notNull(),
    reference: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.account, table.sequence] }), scoped()],
);

/** How usage became a charge: what margins are made of, and what a repetition is compared with. */
export const chargeDocuments = pgTable(
  "charge_documents",
  {
    ...scope(),
    account: text().notNull(),
    /** Id of the charge. */
    id: text().notNull(),
    at: time().notNull(),
    /** Hash of what was asked for. */
    terms: text().notNull(),
    document: jsonb().$type<Charge>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.account, table.id] }),
    index("charge_documents_by_time").on(table.tenantId, table.environment, table.at),
    scoped(),
  ],
);

/** What usage costs upstream; a published version never changes. */
export const costTables = pgTable(
  "cost_tables",
  {
    ...scope(),
    id: text().notNull(),
    version: text().notNull(),
    hash: text().notNull(),
    document: jsonb().$type<CostTable>().notNull(),
    publishedAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.id, table.version] }), scoped()],
);
