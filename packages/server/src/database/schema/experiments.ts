import type { Allocation, Experiment } from "@pricewright/core";
import type { Catalog } from "@pricewright/core/catalog";
import type { ExperimentSettings } from "@pricewright/core/recording";
import type { ExperimentReport } from "@pricewright/core/statistics";
import { bigint, date, doublePrecision, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { scope, scoped, time } from "./scope.ts";

/** Published price lists; a version never changes. */
export const catalogs = pgTable(
  "catalogs",
  {
    ...scope(),
    version: integer().notNull(),
    hash: text().notNull(),
    document: jsonb().$type<Catalog>().notNull(),
    publishedAt: time().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.version] }), scoped()],
);

/** Prices that may not be sold any more. */
export const withdrawnPrices = pgTable(
  "withdrawn_prices",
  {
    ...scope(),
    price: text().notNull(),
    /** Whether quotes that were issued before still hold. */
    honour: text({ enum: ["issued", "none"] }).notNull(),
    withdrawnAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.price] }), scoped()],
);

/** Tests of prices, in their present revision. */
export const experiments = pgTable(
  "experiments",
  {
    ...scope(),
    key: text().notNull(),
    name: text().notNull(),
    salt: text().notNull(),
    status: text({ enum: ["draft", "running", "paused", "completed", "archived"] }).notNull(),
    control: text().notNull(),
    variants: jsonb()
      .$type<readonly { key: string; weight: number; prices: readonly string[]; payload?: unknown }[]>()
      .notNull(),
    coverage: doublePrecision().notNull(),
    allocation: jsonb().$type<Allocation>().notNull(),
    settings: jsonb().$type<ExperimentSettings>().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    /** Counts changes of any kind; the ETag. */
    version: integer().notNull(),
    catalogVersion: integer().notNull(),
    startAt: time(),
    startedAt: time(),
    endedAt: time(),
    winner: text(),
    /** The report at the conclusion, which never changes. */
    conclusion: jsonb().$type<ExperimentReport>(),
    createdAt: time().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.key] }), scoped()],
);

/** Every revision an experiment had, as it was: drift is checked against these. */
export const experimentRevisions = pgTable(
  "experiment_revisions",
  {
    ...scope(),
    experiment: text().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    definition: jsonb().$type<Experiment>().notNull(),
    catalogVersion: integer().notNull(),
    reason: text().notNull(),
    at: time().notNull(),
  },
  (table) => [
    primaryKey({
      name: "experiment_revisions_key",
      columns: [table.tenantId, table.environment, table.experiment, table.revision],
    }),
    scoped(),
  ],
);

/** Traffic that is left out of an experiment, all arms alike. */
export const exclusions = pgTable(
  "exclusions",
  {
    ...scope(),
    experiment: text().notNull(),
    id: text().notNull(),
    from: time(),
    to: time(),
    /** A traffic label; null for all traffic of the time. */
    label: text(),
    reason: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [
    primaryKey({ name: "exclusions_key", columns: [table.tenantId, table.environment, table.experiment, table.id] }),
    scoped(),
  ],
);

/** A report's main numbers at the end of each day. */
export const snapshots = pgTable(
  "snapshots",
  {
    ...scope(),
    experiment: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    report: jsonb().notNull(),
    takenAt: time().notNull(),
  },
  (table) => [
    primaryKey({ name: "snapshots_key", columns: [table.tenantId, table.environment, table.experiment, table.day] }),
    scoped(),
  ],
);

/** First verified exposures in a calendar month, counted in the fold's own transaction. */
export const quotaCounters = pgTable(
  "quota_counters",
  { ...scope(), month: text().notNull(), uses: bigint({ mode: "number" }).notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.month] }), scoped()],
);
