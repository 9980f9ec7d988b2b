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
