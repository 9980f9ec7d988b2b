export { catalogVersion, publishCatalogRequest } from "./catalog.ts";
export { evaluateRequest, evaluateResponse } from "./evaluate.ts";
export { pricingEvent, trackRequest, trackResponse, unitReference } from "./events.ts";
export { createExperimentRequest, experimentList, experimentResource } from "./experiments.ts";
export { problemDocument } from "./problem.ts";
export { resultsResponse } from "./results.ts";
