import type { UnitEvent, UnitInExperiment, UnitOutcome, UnitReport } from "@pricewright/core/api";
import { catalogOf, isInternal, variantPrices } from "@pricewright/core/evaluation";
import { identify } from "@pricewright/core/frozen";
import { toOutcomeFacts } from "@pricewright/core/recording";
import { outcomeStanding, standingOf } from "@pricewright/core/statistics";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import { readOutcomes, readUnits, type UnitRow } from "../events/queries.ts";
import type { ExperimentRow, Pricing } from "../experiments/pricing-cache.ts";
import { readRecords } from "./frozen-records.ts";
import type { UnitId } from "./frozen-store.ts";
import { ofUnits } from "./of-units.ts";
import { unitGroups } from "./unit-groups.ts";

/** Everything that is stored of a unit and its other ids, and why it counts or does not; null where there is nothing. */
export async function describeUnit(
  queries: Queries,
  scope: Scope,
  { unit, pricing }: { readonly unit: UnitId; readonly pricing: Pricing },
): Promise<UnitReport | null> {
  const [group] = await unitGroups(queries, scope, [unit]);
  if (!group) return null;
  const { owner, members } = group;
  const frozen = (await readRecords(queries, scope, members)).map(({ record }) => record);
  const units = await readUnits(queries, scope, [owner]);
  const outcomes = await readOutcomes(queries, scope, members);
  const report: UnitReport = {
    unit: owner,
    ids: members,
    internal: members.filter((member) => isInternal(pricing, member)),
    links: await readLinks(queries, scope, members),
    experiments: experimentsOf({ owner, members, frozen, units, outcomes, pricing }),
    frozen,
    events: await readEvents(queries, scope, members),
    outcomes: await readStoredOutcomes(queries, scope, members),
    checkouts: await readCheckouts(queries, scope, members),
  };
  const { links, events, checkouts, internal } = report;
  return [links, frozen, events, report.outcomes, checkouts, internal].every(({ length }) => length === 0)
    ? null
    : report;
}

interface ExperimentsOfInput {
  readonly owner: UnitId;
  readonly members: readonly UnitId[];
  readonly frozen: UnitReport["frozen"];
  readonly units: readonly UnitRow[];
  readonly outcomes: Awaited<ReturnType<typeof readOutcomes>>;
  readonly pricing: Pricing;
}

function experimentsOf(input: ExperimentsOfInput): UnitInExperiment[] {
  const { owner, members, frozen, units, outcomes, pricing } = input;
  const isLeftOut = members.some((member) => isInternal(pricing, member));
  const records = members.length > 1 ? identify(owner.id, frozen) : frozen;
  return [...pricing.experiments.values()]
    .filter(({ status }) => status !== "draft")
    .map((row) => {
      const record = records.find(({ experiment }) => experiment === row.key) ?? null;
      const unit = units.find(({ experiment }) => experiment === row.key)?.record ?? null;
      const facts = toOutcomeFacts(
        outcomes.map(({ outcome }) => outcome),
        row,
        pricing,
      );
      const standings = facts.map((fact) => [fact.id, outcomeStanding(fact, unit, row.settings.horizonDays)] as const);
      return {
        experiment: row.key,
        frozen: record,
        prices: record ? pricesOf(row, record.variant, pricing) : [],
        totals: unit && {
          variant: unit.variant,
          revision: unit.revision,
          weightEpoch: unit.weightEpoch,
          firstExposedAt: new Date(unit.firstExposedAt).toISOString(),
          segments: unit.segments,
          converted: unit.converted,
          revenue: String(unit.revenue),
          cost: String(unit.cost),
          slotDrift: unit.slotDrift,
        },
        standing: unit ? standingOf(unit) : isLeftOut ? "internal" : "not-exposed",
        outcomes: Object.fromEntries(standings),
      };
    });
}

function pricesOf(row: ExperimentRow, variant: string, pricing: Pricing): UnitInExperiment["prices"] {
  return variantPrices(row, variant, catalogOf(pricing, row.catalogVersion)).map(
    ({ plan, price, amount, currency }) => ({ plan, price, amount, currency }),
  );
}

function readLinks(queries: Queries, { tenantId, environment }: Scope, members: readonly UnitId[]) {
  const idsOf = (kind: UnitId["kind"]) => sql.param(members.filter((one) => one.kind === kind).map(({ id }) => id));
  return rows<UnitReport["links"][number]>(
    queries,
    sql`select visitor, account, to_char(at at time zone 'utc', ${ISO_TIME}) as at from identities
      where tenant_id = ${tenantId} and environment = ${environment}
        and (visitor = any(${idsOf("visitor")}::text[]) or account = any(${idsOf("account")}::text[]))
      order by at, visitor, account`,
  );
}

function readEvents(queries: Queries, { tenantId, environment }: Scope, members: readonly UnitId[]) {
  return rows<UnitEvent>(
    queries,
    sql`select jsonb_build_object('kind', unit_kind, 'id', unit_id) as unit, source, id, body->>'type' as type,
        to_char(occurred_at at time zone 'utc', ${ISO_TIME}) as "occurredAt",
        to_char(received_at at time zone 'utc', ${ISO_TIME}) as "receivedAt", unverified, body, derived as exposures
      from ${ofUnits("events", { tenantId, environment }, members)}
      order by occurred_at, source, id`,
  );
}

function readStoredOutcomes(queries: Queries, { tenantId, environment }: Scope, members: readonly UnitId[]) {
  return rows<UnitOutcome>(
    queries,
    sql`select jsonb_build_object('kind', unit_kind, 'id', unit_id) as unit, source, event_id as id, type,
        to_char(occurred_at at time zone 'utc', ${ISO_TIME}) as "occurredAt", price, amount, revenue, cost, currency, sale, name
      from ${ofUnits("outcomes", { tenantId, environment }, members)}
      order by occurred_at, source, event_id`,
  );
}

function readCheckouts(queries: Queries, { tenantId, environment }: Scope, members: readonly UnitId[]) {
  return rows<UnitReport["checkouts"][number]>(
    queries,
    sql`select id, plan, price, amount, currency, status, to_char(created_at at time zone 'utc', ${ISO_TIME}) as "createdAt"
      from ${ofUnits("checkouts", { tenantId, environment }, members)}
      order by created_at, id`,
  );
}
