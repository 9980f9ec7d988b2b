import type { ExperimentResource } from "@pricewright/core/api";
import type { ExperimentRow } from "./pricing-cache.ts";

/** A stored experiment as the API returns it. */
export function toResource(row: ExperimentRow): ExperimentResource {
  const { key, name, salt, status, control, variants, coverage, revision, weightEpoch, version, catalogVersion } = row;
  return {
    key,
    name,
    salt,
    status,
    control,
    variants,
    coverage,
    revision,
    weightEpoch,
    version,
    catalogVersion,
    winner: row.winner,
    startAt: isoOrNull(row.startAt),
    startedAt: isoOrNull(row.startedAt),
    endedAt: isoOrNull(row.endedAt),
    ...row.settings,
  };
}

function isoOrNull(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
