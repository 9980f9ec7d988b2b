import { sql } from "drizzle-orm";
import type { Logger } from "pino";
import { rows } from "../database/database.ts";
import type { Principal } from "../keys/principal.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";
import { unitKey } from "../units/unit-key.ts";
import type { CheckedEvent } from "./check-events.ts";

/** A browser's events, and where they come from. */
export interface LimitNewUnitsInput {
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
export async function limitNewUnits(
  { database, limits }: Pick<Services, "database" | "limits">,
  { caller, address, events, log }: LimitNewUnitsInput,
): Promise<readonly CheckedEvent[]> {
  if (caller.kind !== "publishable" || address === null) return events;
  const units = new Map(
    events.filter(({ unverified }) => unverified === "").map(({ unit }) => [unitKey(unit), unit] as const),
  );
  if (units.size === 0) return events;
  const { tenantId, environment } = caller.scope;
  const known = await database.inScope(caller.scope, (queries) =>
    rows<UnitId>(
      queries,
      sql`select distinct unit_kind as kind, unit_id as id from ${ofUnits("units", { tenantId, environment }, [...units.values()])}`,
    ),
  );
  for (const unit of known) units.delete(unitKey(unit));
  const refused = new Set<string>();
  for (const key of units.keys()) if (!(await limits.allowsNewUnit(caller, address))) refused.add(key);
  if (refused.size === 0) return events;
  log.warn({ code: "traffic-anomaly", key: caller.keyId, units: refused.size }, "too many new units from one address");
  return events.map((checked) =>
    refused.has(unitKey(checked.unit)) ? { ...checked, unverified: "rate-limited" } : checked,
  );
}
