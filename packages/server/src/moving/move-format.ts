import { getTableColumns } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import {
  accounts,
  catalogs,
  chargeDocuments,
  costTables,
  creditCharges,
  creditGrants,
  creditHolds,
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
  internalUnits,
  ledgerEntries,
  outcomes,
  providerPayments,
  providerSubscriptions,
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
  internal_units: internalUnits,
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
  cost_tables: costTables,
  accounts,
  credit_grants: creditGrants,
  credit_holds: creditHolds,
  credit_charges: creditCharges,
  ledger_entries: ledgerEntries,
  charge_documents: chargeDocuments,
  provider_subscriptions: providerSubscriptions,
  provider_payments: providerPayments,
} satisfies Record<string, PgTable>;

/** Tables that stay where they are, each with why. A test holds that every table is here or moves. */
export const STAYS: Readonly<Record<string, string>> = {
  api_keys: "keys are secret; the new place has its own",
  audit_log: "it says what was done here; the import is the first entry there",
  provider_calls: "they were made from here",
  provider_keys: "keys are secret; the new place is given its own",
  received_webhooks: "they are processed where they came in",
  tenant_billing: "the new place bills by itself",
  webhook_deliveries: "messages of this place",
  webhook_endpoints: "their secrets are of this place",
  connected_accounts: "an account is connected to the platform that it is at",
  checkouts: "a session is finished where it was opened",
  emptyings: "it says what was done here",
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
