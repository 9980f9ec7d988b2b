export { type CatalogVersion, catalogVersion, type PublishCatalogRequest, publishCatalogRequest } from "./catalog.ts";
export { type EvaluateRequest, type EvaluateResponse, evaluateRequest, evaluateResponse } from "./evaluate.ts";
export {
  type ConversionEvent,
  type CostEvent,
  type EventResult,
  type ExposureEvent,
  type FieldProblem,
  type PricingEvent,
  pricingEvent,
  type QuotedExposureEvent,
  type RefundEvent,
  type ShownPrice,
  type TrackRequest,
  type TrackResponse,
  trackRequest,
  trackResponse,
  type UnitReference,
  unitReference,
} from "./events.ts";
export {
  type ConcludeRequest,
  type CreateExperimentRequest,
  concludeRequest,
  createExperimentRequest,
  type ExclusionRequest,
  type ExperimentList,
  type ExperimentOptions,
  type ExperimentResource,
  exclusionRequest,
  experimentList,
  experimentResource,
  type ReweightRequest,
  reweightRequest,
  type SegmentDeclaration,
  type ServerExperimentStatus,
  type UpdateExperimentRequest,
  updateExperimentRequest,
} from "./experiments.ts";
export { type IdentifyRequest, type IdentifyResponse, identifyRequest, identifyResponse } from "./identify.ts";
export { type ProblemDocument, problemDocument } from "./problem.ts";
export { type ResultsResponse, resultsResponse } from "./results.ts";
export {
  type ErasureReceipt,
  erasureReceipt,
  type UnitEvent,
  type UnitInExperiment,
  type UnitOutcome,
  type UnitReport,
  unitReport,
} from "./units.ts";
