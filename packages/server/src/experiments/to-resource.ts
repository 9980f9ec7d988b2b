import type { ExperimentResource } from "@pricewright/core/api";
import type { ExperimentRow } from "./pricing-cache.ts";

/** A stored experiment as the API returns it. */
export function toResource(row: ExperimentRow): ExperimentResource {
  const { key, name, salt, status, control, variants, coverage, revision, startedAt, endedAt } = row;
  return {
    key,
    name,
    salt,
    status,
    control,
    variants,
    coverage,
    revision,
    startedAt: new Date(startedAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
  };
}
