export { exposureOfRecord } from "../statistics/folding/merge-unit-records.ts";
export { type Adjustment, adjustmentsSince, describeAdjustments } from "./adjustments.ts";
export { type CheckEventOptions, type CheckedEvent, checkEvent } from "./check-event.ts";
export { countedAmount } from "./counted-revenue.ts";
export { type DerivedExposure, type DeriveExposureInput, deriveExposure } from "./derive-exposure.ts";
export { experimentDefinition } from "./experiment-definition.ts";
export { toExperimentResource } from "./experiment-resource.ts";
export { type RevenueProblemsInput, revenueProblems, settingsOf } from "./experiment-settings.ts";
export { type FindUnseenSalesInput, findUnseenSales } from "./find-unseen-sales.ts";
export { type FoldRecordsInput, foldRecords, type StoredRecord } from "./fold-records.ts";
export { toOutcomeFacts } from "./outcome-facts.ts";
export { createPriceCheck, type PriceCheck } from "./price-check.ts";
export { armsOf, type ExperimentExposure } from "./quoted-arms.ts";
export {
  type ExperimentSettings,
  type RecordBook,
  type RecordedExperiment,
  type Revision,
  revisionAt,
  revisionOf,
} from "./recorded-experiment.ts";
export { type DemandResult, demandOn, type ReportOnInput, reportOn } from "./report-on.ts";
export { reportedRecord } from "./reported-record.ts";
export { segmentsOf } from "./segments-of.ts";
export { outcomeOf, type SaleQuote, type StoredOutcome } from "./stored-outcome.ts";
