export { canonicalJson } from "../hash/canonical-json.ts";
export { type Instant, type InstantInput, toInstant } from "./calendar/instant.ts";
export { occurrenceAt } from "./calendar/occurrence-at.ts";
export { occurrencesBetween, type Period, type TimeRange } from "./calendar/occurrences-between.ts";
export { periodAt } from "./calendar/period-at.ts";
export type { Recurrence } from "./calendar/recurrence.ts";
export type { Charge, ChargedUsage, ChargeEntry, ChargeLine, ChargeSubject, ChargeTier } from "./charging/charge.ts";
export { chargeAmounts } from "./charging/charge-amounts.ts";
export type { ChargeModel, PriceTier } from "./charging/charge-model.ts";
export { chargeQuantity, type QuantityCharge } from "./charging/charge-quantity.ts";
export type { CompiledMarkup } from "./charging/compile-markup.ts";
export { findChargeModelProblems } from "./charging/find-charge-model-problems.ts";
export { findMarkupProblems } from "./charging/find-markup-problems.ts";
export { invoiceAmount } from "./charging/invoice-amount.ts";
export type { KeySource, MarkupLimits, MarkupMatch, MarkupRate, MarkupRule } from "./charging/markup-rule.ts";
export type { MarkupSubject } from "./charging/markup-subject.ts";
export { parseCreditValue } from "./charging/parse-credit-value.ts";
export type { QuantityPart } from "./charging/price-parts.ts";
export { type PriceTokensOptions, priceTokens } from "./charging/price-tokens.ts";
export { type PriceUsageOptions, priceUsage } from "./charging/price-usage.ts";
export { type ProrateOptions, type ProrationPart, prorate } from "./charging/prorate.ts";
export { type ReplayChargeOptions, replayCharge } from "./charging/replay-charge.ts";
export { type ResolvedMarkup, resolveMarkup } from "./charging/resolve-markup.ts";
export type { ChargeAmounts } from "./charging/settle-amounts.ts";
export type { CompiledRates } from "./cost-tables/compile-rates.ts";
export type {
  CostTable,
  CostTableInput,
  CostTableReference,
  LongContextTier,
  MeterCost,
  ModelCost,
  SnappedRate,
  TokenRates,
} from "./cost-tables/cost-table.ts";
export { defineCostTable, findCostTableProblems } from "./cost-tables/define-cost-table.ts";
export { type CostChange, type CostTableProposal, diffCostTables } from "./cost-tables/diff-cost-tables.ts";
export { type CostTableOverrides, overrideCostTable } from "./cost-tables/override-cost-table.ts";
export { resolveMeter } from "./cost-tables/resolve-meter.ts";
export { type ModelName, type ResolvedModel, resolveModel } from "./cost-tables/resolve-model.ts";
export { type BurnableGrant, type BurnOptions, type BurnResult, burnDown, type Portion } from "./grants/burn-down.ts";
export { compareGrants } from "./grants/compare-grants.ts";
export { createGrant } from "./grants/create-grant.ts";
export type { Grant, GrantInput, GrantKind, Rollover, RolloverInput } from "./grants/grant.ts";
export { type PackPurchase, packGrants } from "./grants/pack-grants.ts";
export { type RecurringGrant, type RecurringRollover, recurringGrants } from "./grants/recurring-grants.ts";
export { type EstimatedRequest, estimateHold, type HoldEstimate } from "./holds/estimate-hold.ts";
export type { HoldRecord, OnExpiry } from "./holds/hold-record.ts";
export { type EstimateReport, reportEstimates, type SettledEstimate } from "./holds/report-estimates.ts";
export { addRecords } from "./ledger/add-records.ts";
export type { Answer } from "./ledger/answer.ts";
export { type AppliedCommand, applyCommand } from "./ledger/apply-command.ts";
export { type AppliedCommands, applyCommands, type Outcome } from "./ledger/apply-commands.ts";
export { balanceAt } from "./ledger/balance-at.ts";
export { addBalances, type Balances } from "./ledger/balances.ts";
export { type ChangedRecords, changedRecords } from "./ledger/changed-records.ts";
export type { ChargeRecord } from "./ledger/charge-record.ts";
export { checkConservation } from "./ledger/check-conservation.ts";
export type {
  ChargeCommand,
  Command,
  ExpireCommand,
  GrantCommand,
  HoldCommand,
  Overdraft,
  RefundCommand,
  ReleaseCommand,
  SettleCommand,
  VoidCommand,
} from "./ledger/command.ts";
export type {
  ChargeResult,
  CommandResult,
  DeniedResult,
  EndResult,
  GrantResult,
  HoldResult,
  RefundResult,
  ReleaseResult,
  SettleResult,
} from "./ledger/command-result.ts";
export { type CreditState, emptyCreditState, type GrantRecord, type ReturnedPortion } from "./ledger/credit-state.ts";
export { findLedgerDifferences } from "./ledger/find-ledger-differences.ts";
export type { LedgerAccount, LedgerEntry, LedgerReason } from "./ledger/ledger-entry.ts";
export { isOpenCharge, isOpenGrant, isOpenHold, openPart } from "./ledger/open-part.ts";
export { type RecordsJson, recordsFromJson, recordsToJson } from "./ledger/records-json.ts";
export { type ReplayedLedger, replayLedger } from "./ledger/replay-ledger.ts";
export { creditStateFromJson, ledgerEntryFromJson } from "./ledger/state-from-json.ts";
export {
  type CreditStateJson,
  creditStateToJson,
  creditsToJson,
  type JsonOf,
  ledgerEntryToJson,
} from "./ledger/state-to-json.ts";
export { writeDueEntries } from "./ledger/write-due-entries.ts";
export { adviseOnMargin, type MarginAdvice, type MarginRatios } from "./margin/advise-on-margin.ts";
export type { ExactAmount, FixedCost, MarginCharge, MarginRevenue } from "./margin/margin-charge.ts";
export {
  type MarginLine,
  type MarginReport,
  type MarginSource,
  type MarginSums,
  marginReport,
} from "./margin/margin-report.ts";
export { type ProfitAssumptions, type ProfitProjection, projectProfit } from "./margin/project-profit.ts";
export {
  type CreditAnswer,
  type CreditCommand,
  type CreditOutcome,
  idsOf,
  type UsageCharge,
  type UsageSettlement,
  type UsageTerms,
} from "./requests/credit-command.ts";
export {
  type ChargeDocument,
  type CreditDecision,
  type DecideCreditsInput,
  decideCredits,
} from "./requests/decide-credits.ts";
export { toGrant, toOverdraft } from "./requests/from-request.ts";
export { TOKEN_POOLS, type TokenPool, type TokenUsage } from "./usage/token-usage.ts";
export type { MeterUsage, ModelUsage, Usage } from "./usage/usage.ts";
