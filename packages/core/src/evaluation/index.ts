export { readFrozen, signFrozen } from "../assignment/frozen/frozen-token.ts";
export { deriveSecret } from "../signing/derive-secret.ts";
export { readSigned, signText } from "../signing/signed-text.ts";
export {
  type AnswerEvaluationOptions,
  answerEvaluation,
  type EvaluationSecrets,
  recordOf,
} from "./answer-evaluation.ts";
export { chargesOf } from "./charges-of.ts";
export { type CreatePriceBookOptions, createPriceBook, type PriceBookEntry } from "./create-price-book.ts";
export { type EvaluateUnitOptions, type Evaluation, type EvaluationRequest, evaluateUnit } from "./evaluate-unit.ts";
export { internalUnits, isInternal } from "./internal-units.ts";
export { currentRecord, type StoredPrices } from "./known-records.ts";
export { type PassedRecords, passedRecords } from "./passed-records.ts";
export { looksPersonal } from "./personal-id.ts";
export { PREVIEW_TOKEN_SECONDS, readPreviewToken, signPreviewToken } from "./preview-token.ts";
export {
  type BookCatalog,
  type BookDefinition,
  type BookExperiment,
  catalogOf,
  type PriceBook,
  type WithdrawnPrice,
} from "./price-book.ts";
export { type ProvenOverrides, type ProvenOverridesOptions, provenOverrides } from "./proven-overrides.ts";
export { type QuoteContentOptions, quoteContent } from "./quote-content.ts";
export { type SettledEvaluation, settleEvaluation } from "./settle-evaluation.ts";
export { type ShownDocumentOptions, shownDocument } from "./shown-document.ts";
export type { UnitId } from "./unit-id.ts";
export { variantPrices } from "./variant-prices.ts";
export { isMintedVisitorId, looksMinted, mintVisitorId } from "./visitor-id.ts";
export { withdrawnPrices } from "./withdrawn-prices.ts";
