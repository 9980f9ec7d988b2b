import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import type { UnitExposure } from "./fold-units.ts";

/** Traffic that is left out of an experiment, in all arms alike. */
export interface Exclusion {
  readonly experiment: string;
  /** Milliseconds since 1970; null for no bound. */
  readonly from: number | null;
  readonly to: number | null;
  /** A traffic label, or null for all traffic of the time. */
  readonly label: string | null;
}

/** The exclusions of a scope. */
export function readExclusions(queries: Queries, { tenantId, environment }: Scope): Promise<Exclusion[]> {
  return rows<Exclusion>(
    queries,
    sql`select experiment, (extract(epoch from "from") * 1000)::float8 as "from",
        (extract(epoch from "to") * 1000)::float8 as "to", label
      from exclusions where tenant_id = ${tenantId} and environment = ${environment}`,
  );
}

/** Whether an exposure lies in traffic that is left out. */
export function isExcluded({ experiment, label, fact }: UnitExposure, exclusions: readonly Exclusion[]): boolean {
  return exclusions.some(
    (exclusion) =>
      exclusion.experiment === experiment &&
      (exclusion.label === null || exclusion.label === label) &&
      (exclusion.from === null || fact.occurredAt >= exclusion.from) &&
      (exclusion.to === null || fact.occurredAt < exclusion.to),
  );
}
