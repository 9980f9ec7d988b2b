export { findExperimentProblems } from "../find-experiment-problems.ts";
export { type PayloadOf, payloadOf } from "../payload-of.ts";
export { reallocate } from "../reallocate.ts";
export { requiredFeatures } from "../required-features.ts";
