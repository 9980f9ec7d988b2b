export type {
  ConversionEvent,
  ExposureEvent,
  PricingEvent,
  QuotedExposureEvent,
  ShownPrice,
  UnitReference,
} from "./api/events.ts";
export { MOST_EVENTS } from "./api/limits.ts";
export { type Allocation, allocate, type SlotRange } from "./assignment/allocate.ts";
export type { AssignerOptions } from "./assignment/assigner-options.ts";
export type { Assignment, AssignmentReason } from "./assignment/assignment.ts";
export type { Audience, AudienceCompiler, AudienceMatcher } from "./assignment/audience.ts";
export { type Assigner, assign, createAssigner, type VariantKeyOf } from "./assignment/create-assigner.ts";
export type { Experiment, ExperimentStatus, Holdout, LayerPlace, Variant } from "./assignment/experiment.ts";
export type { FrozenRecord } from "./assignment/frozen-record.ts";
export type { ForeignHash, HashRule, VariantLookup } from "./assignment/hash-rule.ts";
export type { Report } from "./assignment/report.ts";
export { SLOT_COUNT, slotOf } from "./assignment/slot.ts";
export { isUnitId, type Unit, type UnitKind } from "./assignment/unit.ts";
export {
  isPricewrightError,
  PricewrightError,
  type PricewrightErrorOptions,
  type Problem,
} from "./errors/pricewright-error.ts";
export { type FormatMoneyOptions, formatMoney } from "./money/format-money.ts";
export type { Money } from "./money/money.ts";
