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
  type CreateExperimentRequest,
  createExperimentRequest,
  type ExperimentList,
  type ExperimentResource,
  experimentList,
  experimentResource,
} from "./experiments.ts";
export { type ProblemDocument, problemDocument } from "./problem.ts";
export { type ResultsResponse, resultsResponse } from "./results.ts";
