export {
  accounts,
  chargeDocuments,
  costTables,
  creditCharges,
  creditGrants,
  creditHolds,
  ledgerEntries,
} from "./credits.ts";
export { eventIds, events, outcomes, unverifiedExposures } from "./events.ts";
export {
  catalogs,
  exclusions,
  experimentRevisions,
  experiments,
  quotaCounters,
  snapshots,
  withdrawnPrices,
} from "./experiments.ts";
export { invitations, members, provisionings } from "./members.ts";
export { auditLog, checkouts, emptyings, idempotencyKeys, imports } from "./operations.ts";
export { loginAccounts, people, sessions, signUpLinks, users, verifications } from "./people.ts";
export {
  connectedAccounts,
  type PaidLine,
  providerCalls,
  providerKeys,
  providerPayments,
  providerSubscriptions,
  receivedWebhooks,
  tenantBilling,
  webhookDeliveries,
  webhookEndpoints,
} from "./providers.ts";
export { applicationRole } from "./scope.ts";
export { apiKeys, tenants } from "./tenants.ts";
export {
  experimentOutcomes,
  experimentSales,
  experimentStatistics,
  frozenRecords,
  identities,
  internalUnits,
  units,
  unseenSales,
  uses,
} from "./units.ts";
