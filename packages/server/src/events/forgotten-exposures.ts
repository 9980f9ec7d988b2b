import { exposureOfRecord } from "@pricewright/core/recording";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { MOST_AHEAD } from "./check-events.ts";
import type { UnitExposure } from "./fold-units.ts";
import { keptSince } from "./kept-since.ts";
import type { UnitRow } from "./queries.ts";

/**
 * Of records that are to be made again: exposures that stand for those whose events are not kept any more. A record says of
 * them all that a record is made of.
 *
 * @param known Every exposure that is kept of the records' units.
 */
export async function readForgottenExposures(
  queries: Queries,
  scope: Scope,
  records: readonly UnitRow[],
  known: readonly UnitExposure[],
): Promise<UnitExposure[]> {
  const kept = new Set(known.map(({ fact }) => fact.id));
  const missing = records.filter(({ record }) => !kept.has(record.firstExposureId));
  if (missing.length === 0) return [];
  const [row] = await rows<{ since: number | null }>(
    queries,
    sql`select (extract(epoch from ${keptSince(scope)}) * 1000)::float8 as since`,
  );
  const since = row?.since ?? Infinity;
  return missing
    .filter(({ record }) => record.firstExposedAt < since + MOST_AHEAD)
    .map(({ kind, id, experiment, record }) => ({
      unit: { kind, id },
      experiment,
      label: null,
      fact: exposureOfRecord(record),
    }));
}
