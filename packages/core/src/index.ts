export type { ConversionEvent, ExposureEvent, PricingEvent, ShownPrice, UnitReference } from "./api/events.ts";
export { MOST_EVENTS } from "./api/limits.ts";
export { type Allocation, allocate, type SlotRange } from "./assignment/allocate.ts";
export type { Assignment, AssignmentReason } from "./assignment/assignment.ts";
export { type Assigner, assign, createAssigner, type VariantKeyOf } from "./assignment/create-assigner.ts";
export type { Experiment, ExperimentStatus, Variant } from "./assignment/experiment.ts";
export { SLOT_COUNT, slotOf } from "./assignment/slot.ts";
export { isUnitId, type Unit, type UnitKind } from "./assignment/unit.ts";
export {
  isPricewrightError,
  PricewrightError,
  type PricewrightErrorOptions,
  type Problem,
} from "./errors/pricewright-error.ts";
export { currencyExponent } from "./money/currency-exponent.ts";
export { toDecimalString } from "./money/decimal-string.ts";
export { type FormatMoneyOptions, formatMoney } from "./money/format-money.ts";
export type { Money } from "./money/money.ts";
export { parseMoney } from "./money/parse-money.ts";
