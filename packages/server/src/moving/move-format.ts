import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  catalogs,
  eventIds,
  events,
  exclusions,
  experimentOutcomes,
  experimentRevisions,
  experimentSales,
  experimentStatistics,
  experiments,
  frozenRecords,
  identities,
  outcomes,
  quotaCounters,
  snapshots,
  units,
  unseenSales,
  unverifiedExposures,
  uses,
  withdrawnPrices,
} from "../database/schema/index.ts";
import { snakeCase } from "../database/snake-case.ts";

/** The first line says this. */
export const MOVE_FORMAT = "pricewright-export";
export const MOVE_VERSION = 1;

/** What moves, in the order in which it is written and taken in. Nothing of it is secret. */
const TABLES = {
  catalogs,
  withdrawn_prices: withdrawnPrices,
  experiments,
  experiment_revisions: experimentRevisions,
  exclusions,
  snapshots,
  identities,
  frozen_records: frozenRecords,
  units,
  outcomes,
  unseen_sales: unseenSales,
  unverified_exposures: unverifiedExposures,
  experiment_statistics: experimentStatistics,
  experiment_sales: experimentSales,
  experiment_outcomes: experimentOutcomes,
  quota_counters: quotaCounters,
  uses,
  event_ids: eventIds,
  events,
} satisfies Record<string, PgTable>;

/** Tables that stay where they are, each with why. A test holds that every table is here or moves. */
export const STAYS: Readonly<Record<string, string>> = {
  api_keys: "keys are secret; the new place has its own",
  audit_log: "it says what was done here; the import is the first entry there",
  accounts: "credits do not move: give closing balances as opening grants",
  charge_documents: "of charges that were made here",
  cost_tables: "published at the new place, as list prices may differ there",
  credit_charges: "of credits, which do not move",
  credit_grants: "of credits, which do not move",
  credit_holds: "of credits, which do not move",
  ledger_entries: "of credits, which do not move",
  provider_keys: "keys are secret; the new place is given its own",
  provider_payments: "payments that are told of go on here until webhooks lead to the new place",
  provider_subscriptions: "as payments",
  received_webhooks: "as payments",
  tenant_billing: "the new place bills by itself",
  webhook_deliveries: "messages of this place",
  webhook_endpoints: "their secrets are of this place",
  checkouts: "a session is finished where it was opened",
  idempotency_keys: "answers to requests that were made here",
  imports: "it says what was taken in here",
  invitations: "links lead here",
  members: "people sign in where they are known",
  provisionings: "of the place itself",
  tenants: "its root is secret; the new place has its own",
};

/** One table whose rows move, with its columns; tenant and environment are the importer's. */
export interface MovingTable {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Every {@link MovingTable}, in order. */
export const MOVING_TABLES: readonly MovingTable[] = Object.entries(TABLES).map(([name, table]) => ({
  name,
  columns: Object.keys(getTableColumns(table))
    .map(snakeCase)
    .filter((column) => column !== "tenant_id" && column !== "environment"),
}));
