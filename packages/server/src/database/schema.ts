import type { Allocation } from "@pricewright/core";
import type { Catalog } from "@pricewright/core/catalog";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

/** The role that requests run under; it owns nothing, so row-level security applies to it. */
export const applicationRole = pgRole("pw_app").existing();

const SCOPE = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')`;

/** Rows are seen only within the transaction's tenant and environment. */
const scoped = () => pgPolicy("scope", { to: applicationRole, using: SCOPE, withCheck: SCOPE });

const scope = () => ({ tenantId: text().notNull(), environment: text({ enum: ["test", "live"] }).notNull() });
const time = () => timestamp({ withTimezone: true, mode: "string" });

export const tenants = pgTable(
  "tenants",
  { tenantId: text().primaryKey(), name: text().notNull(), createdAt: time().notNull().defaultNow() },
  () => [
    pgPolicy("scope", {
      to: applicationRole,
      using: sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')`,
    }),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    ...scope(),
    id: text().notNull(),
    kind: text({ enum: ["secret", "publishable"] }).notNull(),
    /** SHA-256 of the key, in hexadecimal; the key itself is stored nowhere. */
    hash: text().notNull(),
    lastFour: text().notNull(),
    createdAt: time().notNull().defaultNow(),
    revokedAt: time(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.id] }),
    uniqueIndex().on(table.hash),
    scoped(),
    // A request knows its key before it knows its tenant: it may read the one row that its key hashes to.
    pgPolicy("own_key", {
      for: "select",
      to: applicationRole,
      using: sql`hash = nullif(current_setting('app.key_hash', true), '')`,
    }),
  ],
);

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

export const experiments = pgTable(
  "experiments",
  {
    ...scope(),
    key: text().notNull(),
    name: text().notNull(),
    salt: text().notNull(),
    status: text({ enum: ["draft", "running", "paused", "completed"] }).notNull(),
    control: text().notNull(),
    variants: jsonb().$type<readonly { key: string; weight: number; prices: readonly string[] }[]>().notNull(),
    coverage: doublePrecision().notNull(),
    allocation: jsonb().$type<Allocation>().notNull(),
    revision: integer().notNull(),
    catalogVersion: integer().notNull(),
    startedAt: time().notNull(),
    endedAt: time(),
    createdAt: time().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.key] }), scoped()],
);

/** Deduplication: an event's id is taken once for each source. */
export const eventIds = pgTable(
  "event_ids",
  { ...scope(), source: text().notNull(), id: text().notNull(), bodyHash: text().notNull() },
  (table) => [primaryKey({ columns: [table.tenantId, table.environment, table.source, table.id] }), scoped()],
);

/** What was reported, as it was reported. Appended to and never changed; results do not read it. */
export const events = pgTable(
  "events",
  {
    ...scope(),
    source: text().notNull(),
    id: text().notNull(),
    verified: boolean().notNull(),
    occurredAt: time().notNull(),
    receivedAt: time().notNull().defaultNow(),
    body: jsonb().notNull(),
  },
  (table) => [index().on(table.tenantId, table.environment, table.receivedAt), scoped()],
);

/** Purchases by unit. They wait here until an exposure comes. */
export const outcomes = pgTable(
  "outcomes",
  {
    ...scope(),
    unitKind: text().notNull(),
    unitId: text().notNull(),
    source: text().notNull(),
    eventId: text().notNull(),
    occurredAt: time().notNull(),
    price: text().notNull(),
    amount: text().notNull(),
    currency: text().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.environment, table.unitKind, table.unitId, table.source, table.eventId],
    }),
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
    chargedMismatch: boolean().notNull(),
    converted: boolean().notNull(),
    /** Price id of the sale that counts, once there is one. */
    sale: text(),
    regular: boolean().notNull(),
    /** Minor units. */
    revenue: bigint({ mode: "bigint" }).notNull(),
    /** Pico-units. */
    cost: numeric({ mode: "bigint" }).notNull(),
    unconverted: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.environment, table.unitKind, table.unitId, table.experiment] }),
    scoped(),
  ],
);

/** Running sufficient statistics; results are sums over these rows. */
export const experimentStatistics = pgTable(
  "experiment_statistics",
  {
    ...scope(),
    experiment: text().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    variant: text().notNull(),
    /** UTC day of the units' first exposure. */
    day: date({ mode: "string" }).notNull(),
    /** Empty for all units together. */
    segment: text().notNull(),
    visitors: integer().notNull(),
    conversions: integer().notNull(),
    refunded: integer().notNull(),
    irregular: integer().notNull(),
    checked: integer().notNull(),
    priceMismatches: integer().notNull(),
    multipleExposure: integer().notNull(),
    slotDrift: integer().notNull(),
    unconverted: integer().notNull(),
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

/** Sales by price, beside {@link experimentStatistics}. */
export const experimentSales = pgTable(
  "experiment_sales",
  {
    ...scope(),
    experiment: text().notNull(),
    revision: integer().notNull(),
    weightEpoch: integer().notNull(),
    variant: text().notNull(),
    day: date({ mode: "string" }).notNull(),
    segment: text().notNull(),
    price: text().notNull(),
    count: integer().notNull(),
  },
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
