import type { Experiment } from "../assignment/experiment.ts";
import type { Catalog } from "./catalog.ts";

/** A catalog's experiments as assignment takes them, all of them running. For use without a server. */
export function runningExperiments(catalog: Catalog): Experiment[] {
  return (catalog.experiments ?? []).map(({ key, control, variants }) => ({
    key,
    control,
    status: "running",
    variants: variants.map(({ weight, ...variant }) => ({ ...variant, ...(weight !== undefined && { weight }) })),
  }));
}
