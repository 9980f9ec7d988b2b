import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { inBatches } from "../database/in-batches.ts";
import type { Principal } from "../keys/principal.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";
import { unitKey } from "../units/unit-key.ts";
import type { CheckedEvent } from "./check-events.ts";

/** A browser's events, and where they come from. */
interface LimitNewUnitsInput {
  readonly caller: Principal;
  /** Null where it is not known. */
  readonly address: string | null;
  readonly events: readonly CheckedEvent[];
  readonly log: Logger;
}

/**
 * Lets so many new units in an hour count from one address and key. Events of those beyond are kept as `rate-limited`:
 * whoever makes up visitors to fill one arm changes no result.
 */
export type LimitNewUnits = (input: LimitNewUnitsInput) => Promise<readonly CheckedEvent[]>;

/** Units that are remembered as counted. */
const MOST_KNOWN = 100_000;

/** Makes the limit. Who is asked about at the same time is looked up at once, and who was found counted not again. */
export function createNewUnitLimit({ database, limits }: Pick<Services, "database" | "limits">): LimitNewUnits {
  const counted = new LRUCache<string, true>({ max: MOST_KNOWN });
  const lookUp = inBatches<UnitId, boolean>(async (scope, units) => {
    const found = await database.inScope(scope, (queries) => readCounted(queries, scope, units));
    return units.map((unit) => found.has(unitKey(unit)));
  });
  const isCounted = async (scope: Scope, unit: UnitId): Promise<boolean> => {
    const key = JSON.stringify([scope.tenantId, scope.environment, unitKey(unit)]);
    if (counted.has(key)) return true;
    const isFound = await lookUp(scope, unit);
    if (isFound) counted.set(key, true);
    return isFound;
  };

  return async ({ caller, address, events, log }) => {
    if (caller.kind !== "publishable" || address === null) return events;
    const units = new Map(
      events.filter(({ unverified }) => unverified === "").map(({ unit }) => [unitKey(unit), unit] as const),
    );
    const fresh = await Promise.all(
      [...units].map(async ([key, unit]) => ((await isCounted(caller.scope, unit)) ? [] : [key])),
    );
    const refused = new Set<string>();
    for (const key of fresh.flat()) if (!(await limits.allowsNewUnit(caller, address))) refused.add(key);
    if (refused.size === 0) return events;
    log.warn(
      { code: "traffic-anomaly", key: caller.keyId, units: refused.size },
      "too many new units from one address",
    );
    return events.map((checked) =>
      refused.has(unitKey(checked.unit)) ? { ...checked, unverified: "rate-limited" } : checked,
    );
  };
}

async function readCounted(queries: Queries, scope: Scope, units: readonly UnitId[]): Promise<ReadonlySet<string>> {
  const found = await rows<UnitId>(
    queries,
    sql`select distinct unit_kind as kind, unit_id as id from ${ofUnits("units", scope, units)}`,
  );
  return new Set(found.map(unitKey));
}
