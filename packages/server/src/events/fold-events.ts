import { isDeepStrictEqual } from "node:util";
import type { ConversionEvent, ExposureEvent } from "@pricewright/core/api";
import {
  addStatistics,
  foldUnit,
  type StatisticsChange,
  statisticsChange,
  type UnitRecord,
} from "@pricewright/core/statistics";
import type { Queries, Scope } from "../database/database.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { CheckedEvent } from "./check-events.ts";
import { createPriceCheck, type PriceCheck } from "./price-check.ts";
import { addToStatistics, readOutcomes, readUnits, storeOutcomes, type UnitRow, writeUnits } from "./queries.ts";

/** Verified, new events of one scope. */
export interface FoldEventsInput {
  readonly scope: Scope;
  readonly source: "browser" | "server";
  readonly events: readonly CheckedEvent[];
  readonly pricing: Pricing;
}

/**
 * Brings new events into the units' records and the running statistics: what is stored is read, core decides, and
 * the difference is written.
 */
export async function foldEvents(queries: Queries, { scope, source, events, pricing }: FoldEventsInput): Promise<void> {
  if (events.length === 0) return;
  const conversions = events.filter(
    (checked): checked is Checked<ConversionEvent> => checked.event.type === "conversion",
  );
  const exposures = events.filter((checked): checked is Checked<ExposureEvent> => checked.event.type === "exposure");
  await storeOutcomes(
    queries,
    scope,
    conversions.map(({ event }) => ({ source, event })),
  );

  const touched = [...new Map(events.map(({ event: { unit } }) => [unitKey(unit), unit])).values()];
  const stored = await readUnits(queries, scope, touched);
  const outcomes = groupBy(await readOutcomes(queries, scope, touched), ({ unit }) => unitKey(unit));
  const exposuresByPlace = groupBy(exposures, ({ event }) => placeKey(event.unit, event.experiment));
  const check = createPriceCheck(pricing);

  const places = new Map<string, Place>(
    stored.map(({ record, ...unit }) => [placeKey(unit, unit.experiment), { ...unit, before: record }]),
  );
  for (const { event } of exposures) {
    const key = placeKey(event.unit, event.experiment);
    if (!places.has(key)) places.set(key, { ...event.unit, experiment: event.experiment, before: null });
  }
  const changed: UnitRow[] = [];
  const changes = new Map<string, StatisticsChange[]>();

  for (const [place, { kind, id, experiment, before }] of places) {
    const after = foldUnit({
      record: before,
      exposures: (exposuresByPlace.get(place) ?? []).map((exposure) => toFact(exposure, check)),
      outcomes: (outcomes.get(unitKey({ kind, id })) ?? []).map(({ outcome }) => ({
        ...outcome,
        type: "sale" as const,
        revenue: check.inReportingCurrency(experiment, outcome),
      })),
      isVariantPrice: (variant, outcome) => check.isVariantPrice(experiment, variant, outcome),
    });
    if (!after || isDeepStrictEqual(before, after)) continue;
    changed.push({ kind, id, experiment, record: after });
    const list = changes.get(experiment) ?? [];
    list.push(...statisticsChange(before, after));
    changes.set(experiment, list);
  }
  await writeUnits(queries, scope, changed);
  for (const [experiment, list] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await addToStatistics(queries, scope, experiment, addStatistics(list));
  }
}

/** A unit in an experiment, and what was known of it. */
interface Place {
  readonly kind: string;
  readonly id: string;
  readonly experiment: string;
  readonly before: UnitRecord | null;
}

type Checked<Event> = CheckedEvent & { readonly event: Event };

function toFact({ event, occurredAt }: Checked<ExposureEvent>, check: PriceCheck) {
  const { experiment, variant, shown, unit } = event;
  return {
    id: event.id,
    occurredAt,
    revision: check.revision(experiment),
    weightEpoch: 1,
    variant,
    segments: [],
    checked: shown.length > 0,
    shownMismatch: shown.some((price) => !check.isVariantPrice(experiment, variant, price)),
    slotDrift: check.hasDrifted(experiment, variant, unit.id),
  };
}

function unitKey({ kind, id }: { readonly kind: string; readonly id: string }): string {
  return JSON.stringify([kind, id]);
}

function placeKey({ kind, id }: { readonly kind: string; readonly id: string }, experiment: string): string {
  return JSON.stringify([kind, id, experiment]);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
