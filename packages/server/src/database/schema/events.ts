import { bigint, date, index, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

/** Deduplication: an event's id is taken once for each source. */
export const eventIds = pgTable(
  "event_ids",
  {
    ...scope(),
    source: text().notNull(),
    id: text().notNull(),
    bodyHash: text().notNull(),
    receivedAt: time().notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ name: "event_ids_key", columns: [table.tenantId, table.environment, table.id, table.source] }),
    scoped(),
  ],
);

/**
 * What was reported, as it was reported. Appended to and never changed; results do not read it. Partitioned by month of
 * receipt in the migration.
 */
export const events = pgTable(
  "events",
  {
    ...scope(),
    source: text().notNull(),
    id: text().notNull(),
    /** Empty for an event that counts; else why it does not. */
    unverified: text().notNull(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    occurredAt: time().notNull(),
    receivedAt: time().notNull().defaultNow(),
    body: jsonb().notNull(),
    /** What the server derived at receipt and a rebuild could not derive again: segments, traffic label. */
    derived: jsonb().notNull(),
  },
  (table) => [
    index("events_by_time").on(table.tenantId, table.environment, table.receivedAt),
    // By the scope's columns rows are found by time; here ids come before them, for they differ sooner.
    index("events_by_unit").on(table.unitId, table.unitKind, table.tenantId, table.environment),
    scoped(),
  ],
);

/** Purchases, refunds and costs by unit. They wait here until an exposure comes. */
export const outcomes = pgTable(
  "outcomes",
  {
    ...scope(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    source: text().notNull(),
    eventId: text().notNull(),
    type: text({ enum: ["sale", "refund", "cost", "outcome"] }).notNull(),
    occurredAt: time().notNull(),
    /** Of a sale: the price that was charged. */
    price: text(),
    /** Decimal strings in major units of `currency`. */
    amount: text(),
    revenue: text(),
    cost: text(),
    /** Empty for what is no money. */
    currency: text().notNull(),
    /** Of a refund: the sale's event id. */
    sale: text(),
    /** Of what is no money: its name, such as `churn`. */
    name: text(),
    /** Of a sale on a verified quote: the arms that the quote names. */
    quoted: jsonb().notNull().default([]),
  },
  (table) => [
    primaryKey({
      name: "outcomes_key",
      columns: [table.tenantId, table.environment, table.unitId, table.unitKind, table.source, table.eventId],
    }),
    scoped(),
  ],
);

/**
 * Exposures that count nowhere, added up so that results need not scan events. A unit is counted on the day on which its
 * first one was received.
 */
export const unverifiedExposures = pgTable(
  "unverified_exposures",
  {
    ...scope(),
    /** Empty where it is not known. */
    experiment: text().notNull(),
    variant: text().notNull(),
    reason: text().notNull(),
    /** UTC day of receipt. */
    day: date({ mode: "string" }).notNull(),
    exposures: bigint({ mode: "number" }).notNull(),
    /** Distinct units, where they are known. */
    units: bigint({ mode: "number" }).notNull(),
    /** When the first and the last of them occurred. */
    first: time().notNull(),
    last: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "unverified_exposures_key",
      columns: [table.tenantId, table.environment, table.experiment, table.variant, table.reason, table.day],
    }),
    scoped(),
  ],
);
