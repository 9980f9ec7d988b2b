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
export { canonicalJson } from "./cost-tables/canonical-json.ts";
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
export { TOKEN_POOLS, type TokenPool, type TokenUsage } from "./usage/token-usage.ts";
export type { MeterUsage, ModelUsage, Usage } from "./usage/usage.ts";
