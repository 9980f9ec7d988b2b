import type { checkExperiment as check } from "./check-experiment.ts";

/**
 * Checks nothing: takes the place of `check-experiment.ts` in a production bundle for browsers, whose experiments
 * come from a server that checked them. What cannot be assigned at all is still reported.
 */
export const checkExperiment: typeof check = () => undefined;
