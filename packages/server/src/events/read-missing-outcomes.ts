import type { PricingEvent } from "@pricewright/core/api";
import type { SaleQuote } from "@pricewright/core/recording";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import type { UnitId } from "../units/frozen-store.ts";
import { ofUnits } from "../units/of-units.ts";
import type { SourcedEvent } from "./queries.ts";

/** Purchases, refunds and costs that events of the given ids told of and that are not stored as outcomes. */
export async function readMissingOutcomes(
  queries: Queries,
  { tenantId, environment }: Scope,
  units: readonly UnitId[],
): Promise<SourcedEvent[]> {
  const found = await rows<{
    kind: UnitId["kind"];
    unit: string;
    source: string;
    id: string;
    occurred_at: number;
    body: PricingEvent;
    derived: readonly SaleQuote[];
  }>(
    queries,
    sql`select unit_kind as kind, unit_id as unit, source, id, (extract(epoch from occurred_at) * 1000)::float8 as occurred_at,
        body, derived
      from ${ofUnits("events", { tenantId, environment }, units)}
      where unverified = ''
        and body->>'type' in ('conversion', 'refund', 'cost', 'outcome')
        and not exists (select 1 from outcomes stored
          where stored.tenant_id = events.tenant_id and stored.environment = events.environment
            and stored.unit_kind = events.unit_kind and stored.unit_id = events.unit_id
            and stored.source = events.source and stored.event_id = events.id)`,
  );
  return found.map(({ kind, unit, source, id, occurred_at, body, derived }) => ({
    source,
    event: { ...body, id },
    unit: { kind, id: unit },
    occurredAt: occurred_at,
    quoted: derived,
  }));
}
