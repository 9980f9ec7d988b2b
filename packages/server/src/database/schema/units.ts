import type { FrozenRecord } from "@pricewright/core";
import { bigint, boolean, date, index, integer, jsonb, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

/** The price that a unit was shown in an experiment; from then on it is the unit's. */
export const frozenRecords = pgTable(
  "frozen_records",
  {
    ...scope(),
    unitKind: text({ enum: ["visitor", "account"] }).notNull(),
    unitId: text().notNull(),
    experiment: text().notNull(),
    record: jsonb().$type<FrozenRecord>().notNull(),
    shownAt: time().notNull(),
    /** Whether the server assigned the variant itself; else an event said that it was shown. */
    assigned: boolean().notNull(),
  },
  (table) => [
    primaryKey({
      name: "frozen_records_key",
      columns: [table.tenantId, table.environment, table.unitId, table.unitKind, table.experiment],
    }),
    scoped(),
  ],
);

/** The tenant's own people, whom experiments leave out. */
export const internalUnits = pgTable(
  "internal_units",
  {
    ...scope(),
    unitKind: text({ enum: ["visitor", "account"] }).notNull(),
    unitId: text().notNull(),
    reason: text().notNull(),
    addedAt: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "internal_units_key",
      columns: [table.tenantId, table.environment, table.unitId, table.unitKind],
    }),
    scoped(),
  ],
);

/** Visitors that turned out to be accounts. */
export const identities = pgTable(
  "identities",
  { ...scope(), visitor: text().notNull(), account: text().notNull(), at: time().notNull() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.visitor, table.account] }),
    index("identities_by_account").on(table.tenantId, table.environment, table.account),
    scoped(),
  ],
);

/** What is known of one unit in one experiment; folded from its events. */
export const units = pgTable(
  "units",
  {
    ...scope(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    experiment: text().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    variant: text().notNull(),
    segments: text().array().notNull(),
    firstExposedAt: time().notNull(),
    /** Breaks ties of time. */
    firstExposureId: text().notNull(),
    shownMismatch: boolean().notNull(),
    severalVariants: boolean().notNull(),
    slotDrift: boolean().notNull(),
    checked: boolean().notNull(),
    quoted: text({ enum: ["equal", "different", "unknown"] })
      .notNull()
      .default("unknown"),
    chargedMismatch: boolean().notNull(),
    attributed: text({ enum: ["equal", "different", "unknown"] })
      .notNull()
      .default("unknown"),
    converted: boolean().notNull(),
    /** Price id of the sale that counts, once there is one. */
    sale: text(),
    regular: boolean().notNull(),
    /** Minor units. */
    revenue: bigint({ mode: "bigint" }).notNull(),
    /** Pico-units. */
    cost: numeric({ mode: "bigint" }).notNull(),
    unconverted: integer().notNull(),
    /** Names of what else happened within the horizon. */
    outcomes: text().array().notNull().default([]),
  },
  (table) => [
    primaryKey({
      name: "units_key",
      columns: [table.tenantId, table.environment, table.unitId, table.unitKind, table.experiment],
    }),
    scoped(),
  ],
);

const place = () => ({
  experiment: text().notNull(),
  revision: integer().notNull(),
  weightEpoch: integer().notNull(),
  variant: text().notNull(),
  /** UTC day of the units' first exposure. */
  day: date({ mode: "string" }).notNull(),
  /** Empty for all units together. */
  segment: text().notNull(),
});

/** Running sufficient statistics; results are sums over these rows. */
export const experimentStatistics = pgTable(
  "experiment_statistics",
  {
    ...scope(),
    ...place(),
    visitors: integer().notNull(),
    conversions: integer().notNull(),
    refunded: integer().notNull(),
    irregular: integer().notNull(),
    checked: integer().notNull(),
    priceMismatches: integer().notNull(),
    multipleExposure: integer().notNull(),
    slotDrift: integer().notNull(),
    unconverted: integer().notNull(),
    shownEqual: integer().notNull().default(0),
    shownDifferent: integer().notNull().default(0),
    quotedEqual: integer().notNull().default(0),
    quotedDifferent: integer().notNull().default(0),
    buyers: integer().notNull().default(0),
    chargedEqual: integer().notNull().default(0),
    chargedDifferent: integer().notNull().default(0),
    attributedEqual: integer().notNull().default(0),
    attributedDifferent: integer().notNull().default(0),
    soldUnseen: integer().notNull().default(0),
    revenue: numeric({ mode: "bigint" }).notNull(),
    revenueSquared: numeric({ mode: "bigint" }).notNull(),
    cost: numeric({ mode: "bigint" }).notNull(),
    costSquared: numeric({ mode: "bigint" }).notNull(),
    revenueTimesCost: numeric({ mode: "bigint" }).notNull(),
    excludedRevenue: numeric({ mode: "bigint" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "experiment_statistics_key",
      columns: [
        table.tenantId,
        table.environment,
        table.experiment,
        table.revision,
        table.weightEpoch,
        table.variant,
        table.day,
        table.segment,
      ],
    }),
    scoped(),
  ],
);

/** Units that bought on a verified quote before any exposure, under the arm that the quote names. */
export const unseenSales = pgTable(
  "unseen_sales",
  {
    ...scope(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    experiment: text().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    variant: text().notNull(),
    /** UTC day of the first such purchase. */
    day: date({ mode: "string" }).notNull(),
  },
  (table) => [
    primaryKey({
      name: "unseen_sales_key",
      columns: [table.tenantId, table.environment, table.unitId, table.unitKind, table.experiment],
    }),
    scoped(),
  ],
);

/** Sales by price, beside {@link experimentStatistics}. */
export const experimentSales = pgTable(
  "experiment_sales",
  { ...scope(), ...place(), price: text().notNull(), count: integer().notNull() },
  (table) => [
    primaryKey({
      name: "experiment_sales_key",
      columns: [
        table.tenantId,
        table.environment,
        table.experiment,
        table.revision,
        table.weightEpoch,
        table.variant,
        table.day,
        table.segment,
        table.price,
      ],
    }),
    scoped(),
  ],
);

/** What else happened to units, by name, beside {@link experimentStatistics}. */
export const experimentOutcomes = pgTable(
  "experiment_outcomes",
  { ...scope(), ...place(), name: text().notNull(), units: integer().notNull(), buyers: integer().notNull() },
  (table) => [
    primaryKey({
      name: "experiment_outcomes_key",
      columns: [
        table.tenantId,
        table.environment,
        table.experiment,
        table.revision,
        table.weightEpoch,
        table.variant,
        table.day,
        table.segment,
        table.name,
      ],
    }),
    scoped(),
  ],
);

/** Units that were counted as a use in a month: each counts once, in however many experiments it is. */
export const uses = pgTable(
  "uses",
  { ...scope(), month: text().notNull(), unitKind: text().notNull(), unitId: text().notNull() },
  (table) => [
    primaryKey({
      name: "uses_key",
      columns: [table.tenantId, table.environment, table.month, table.unitId, table.unitKind],
    }),
    scoped(),
  ],
);
