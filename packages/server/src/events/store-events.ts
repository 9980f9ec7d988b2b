import { setImmediate as nextTurn } from "node:timers/promises";
import type { FrozenRecord } from "@pricewright/core";
import type { PricingEvent } from "@pricewright/core/api";
import {
  createPriceCheck,
  type DerivedExposure,
  deriveExposure,
  type ExperimentExposure,
  reportedRecord,
  type SaleQuote,
} from "@pricewright/core/recording";
import { sql } from "drizzle-orm";
import { allEnded } from "../database/all-ended.ts";
import type { Queries, Scope } from "../database/database.ts";
import { fromRows } from "../database/from-rows.ts";
import { lockScope } from "../database/lock-scope.ts";
import type { DerivedAttributes } from "../evaluate/derived-attributes.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import { countUses } from "../quotas/count-uses.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import { placeOf, readAssigned } from "../units/frozen-records.ts";
import type { UnitId } from "../units/frozen-store.ts";
import type { CheckedEvent } from "./check-events.ts";
import { exposuresOf } from "./exposure-facts.ts";
import { type FoldUnitsInput, foldUnits, readTouched, type TouchedUnits } from "./fold-units.ts";
import { type MergedBatch, mergeBatches, type SentEvent } from "./merge-batches.ts";
import { readOutcomes, storeOutcomes } from "./queries.ts";
import { quotedSales } from "./quoted-sales.ts";
import { type EventResults, sortOut } from "./sort-out.ts";
import { takeIds } from "./take-ids.ts";
import { addUnverified, type UnverifiedPlace } from "./unverified-exposures.ts";
import { unverifiedPlaces } from "./unverified-places.ts";

/** What to store, in one transaction. */
export interface StoreEventsInput {
  readonly scope: Scope;
  /** Who speaks: ids of events are unique to their source. */
  readonly source: string;
  readonly events: readonly CheckedEvent[];
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  /** What the server found out about the browser that sent them. */
  readonly derived: DerivedAttributes;
  readonly now: Date;
}

/** An event that counts, with what it is an exposure to. */
interface DerivedEvent {
  readonly checked: CheckedEvent;
  readonly exposures: readonly DerivedExposure[];
  /** Of a sale on a verified quote: the arms that the quote names. */
  readonly quoted: readonly SaleQuote[];
  /** Of an exposure that counts nowhere: what it says it is of. */
  readonly unverified: readonly UnverifiedPlace[];
}

/** An event, and what it is an exposure to. */
interface SeenEvent extends SentEvent {
  readonly exposures: readonly ExposureSeen[];
}

interface ExposureSeen {
  readonly exposure: ExperimentExposure;
  /** What it says that its unit was given. */
  readonly reported: FrozenRecord;
}

/** Stores the events that are new and folds them, and says what became of each. */
export function storeEvents(queries: Queries, input: StoreEventsInput): Promise<EventResults> {
  return storeBatches(queries, [input]);
}

/**
 * Stores several batches of one scope as {@link storeEvents} stores one. Only one transaction of a scope folds at a time,
 * for a sale and an exposure of one unit may come in two batches at once. All ids are taken before the scope is locked: who
 * waits for an id that another is taking holds nothing up.
 *
 * A connection does what it is asked in order, so as much as possible is asked before the answers are needed; the ids, which
 * take it longest, before this thread is busy with anything else.
 */
export async function storeBatches(queries: Queries, batches: readonly StoreEventsInput[]): Promise<EventResults> {
  const merged = mergeBatches(batches);
  const [first] = merged;
  if (!first) return new Map();
  const taking = allEnded(merged.map((batch) => takeEvents(queries, batch)));
  const locking = nextTurn().then(() => lockScope(queries, first.scope));
  // Those of repeated events among them: reading these too takes less time than to wait until it is known which are new.
  const reading = nextTurn().then(() => readTouched(queries, first.scope, touchedBy(first)));
  const storing = async (): Promise<EventResults> => {
    const taken = await taking;
    for (const batch of taken) {
      if (batch.events.length === 0) continue;
      const { input } = batch;
      // What comes second folds from what the first has stored.
      await storeBatch(queries, batch, input === first ? reading : readTouched(queries, input.scope, touchedBy(input)));
    }
    return new Map(taken.flatMap(({ results }) => [...results]));
  };
  const [, , , results] = await allEnded([taking, locking, reading, storing()]);
  return results;
}

/** Units whose records a batch may change. */
function touchedBy({ events }: MergedBatch): UnitId[] {
  return counted(events).map(({ checked }) => checked.unit);
}

/** A batch whose ids are taken. */
interface TakenBatch {
  readonly input: MergedBatch;
  /** Those that are new. */
  readonly events: readonly SeenEvent[];
  readonly results: EventResults;
  readonly known: KnownFacts;
}

/** What is stored that events are judged by. */
interface KnownFacts {
  readonly assigned: ReadonlyMap<string, FrozenRecord>;
  readonly sales: ReadonlyMap<CheckedEvent, readonly SaleQuote[]>;
}

async function takeEvents(queries: Queries, input: MergedBatch): Promise<TakenBatch> {
  const see = async () => {
    await nextTurn();
    const seen = input.events.map((event) => seeExposures(event, input));
    return { seen, known: await readFacts(queries, seen, input) };
  };
  const [stored, { seen, known }] = await allEnded([takeIds(queries, input), see()]);
  const { fresh, results } = sortOut(seen, stored);
  return { input, events: fresh, results, known };
}

/**
 * While the database reads, what the events say is derived; while it stores them, they are folded. Outcomes are read with the
 * new ones, and whatever folding reads besides, with the new events.
 */
async function storeBatch(
  queries: Queries,
  { input, events, known }: TakenBatch,
  reading: Promise<TouchedUnits>,
): Promise<void> {
  const { scope } = input;
  const touched = touchedBy(input);
  const outcomes = allEnded([
    insertOutcomes(queries, counted(events), { input, sales: known.sales }),
    readOutcomes(queries, scope, touched),
  ]);
  const preparing = allEnded([reading, outcomes]);
  // It fails below.
  preparing.catch(() => {});
  // All of it is sent before this thread is busy.
  await nextTurn();
  const derived = derive(events, known, input);
  if (derived.some(({ unverified }) => unverified.length > 0))
    await allEnded([preparing, insertUnverified(queries, derived, input)]);
  const fold = async () => {
    await nextTurn();
    const [units, [, happened]] = await preparing;
    await foldBatch(queries, input, derived, { touched, stored: { ...units, outcomes: happened } });
  };
  await allEnded([preparing, insertEvents(queries, derived, input), fold()]);
}

function insertUnverified(queries: Queries, events: readonly DerivedEvent[], { scope, now }: MergedBatch) {
  const unverified = events
    .filter(({ unverified }) => unverified.length > 0)
    .map(({ checked: { unit, unverified: reason, occurredAt }, unverified: places }) => ({
      unit,
      reason,
      occurredAt,
      places,
    }));
  return addUnverified(queries, scope, unverified, now);
}

function insertOutcomes(
  queries: Queries,
  events: readonly SeenEvent[],
  { input, sales }: { readonly input: MergedBatch; readonly sales: KnownFacts["sales"] },
): Promise<void> {
  return storeOutcomes(
    queries,
    input.scope,
    events.map(({ checked }) => ({ source: input.source, ...checked, quoted: sales.get(checked) ?? [] })),
  );
}

async function foldBatch(
  queries: Queries,
  input: MergedBatch,
  events: readonly DerivedEvent[],
  read: Pick<FoldUnitsInput, "touched" | "stored">,
): Promise<void> {
  const { scope, source, pricing, now } = input;
  const exposed = counted(events).flatMap(({ checked: { event, unit, occurredAt }, exposures }) =>
    exposures.map((facts) => ({
      unit,
      experiment: facts.experiment,
      label: event.type === "exposure" ? (event.label ?? null) : null,
      fact: { ...facts, id: `${source}:${event.id}`, occurredAt },
    })),
  );
  const { ownerOf } = await foldUnits(queries, { scope, pricing, exposures: exposed, ...read });
  await countUses(
    queries,
    scope,
    exposed.map(({ unit }) => ownerOf(unit)),
    now,
  );
}

function counted<Event extends { readonly checked: CheckedEvent }>(events: readonly Event[]): readonly Event[] {
  return events.filter(({ checked }) => checked.unverified === "");
}

function seeExposures({ checked, derived }: SentEvent, { pricing, secrets }: MergedBatch): SeenEvent {
  const exposures = checked.unverified === "" ? exposuresOf(checked, pricing, secrets) : [];
  return {
    checked,
    derived,
    exposures: exposures.map((exposure) => ({ exposure, reported: reportedRecord(checked, exposure, pricing) })),
  };
}

async function readFacts(queries: Queries, events: readonly SeenEvent[], input: MergedBatch): Promise<KnownFacts> {
  const exposed = events.filter(({ exposures }) => exposures.length > 0).map(({ checked }) => checked.unit);
  const [assigned, sales] = await allEnded([
    readAssigned(queries, input.scope, exposed),
    quotedSales(
      queries,
      events.map(({ checked }) => checked),
      input,
    ),
  ]);
  return { assigned, sales };
}

/** Finds out about exposures what their units' records say. */
function derive(
  events: readonly SeenEvent[],
  { assigned, sales }: KnownFacts,
  { pricing, secrets }: MergedBatch,
): DerivedEvent[] {
  const check = createPriceCheck(pricing);
  return events.map(({ checked, derived, exposures }) => {
    const { event, unit, quote } = checked;
    const shown = event.type === "exposure" || event.type === "quoted-exposure" ? event.shown : [];
    const attributes = event.type === "exposure" ? { ...event.attributes } : { ...derived };
    return {
      checked,
      quoted: sales.get(checked) ?? [],
      unverified: checked.unverified === "" ? [] : unverifiedPlaces(checked, pricing, secrets),
      exposures: exposures.flatMap(({ exposure, reported }) => {
        const record = assigned.get(placeOf(unit, exposure.experiment)) ?? reported;
        // Shown, and not in the analysis: the control of who is not covered, say.
        if (!record.counted) return [];
        return deriveExposure({ exposure, shown, quote, attributes, record, book: pricing, check });
      }),
    };
  });
}

async function insertEvents(
  queries: Queries,
  events: readonly DerivedEvent[],
  { scope, source, now }: MergedBatch,
): Promise<void> {
  const values = events.map(({ checked: { event, unit, unverified: reason, occurredAt }, ...found }) => ({
    id: event.id,
    unverified: reason,
    unit_kind: unit.kind,
    unit_id: unit.id,
    occurred_at: new Date(occurredAt).toISOString(),
    body: whatElse(event),
    derived: reason !== "" ? found.unverified : event.type === "conversion" ? found.quoted : found.exposures,
  }));
  await queries.execute(sql`
    insert into events (tenant_id, environment, source, id, unverified, unit_kind, unit_id, occurred_at, received_at, body,
      derived)
    select ${scope.tenantId}, ${scope.environment}, ${source}, id, unverified, unit_kind, unit_id, occurred_at,
      ${now.toISOString()}::timestamptz, body, derived
    from ${fromRows("fresh", EVENT_COLUMNS, values)}`);
}

/**
 * What an event says besides what has columns of its own. Attributes are used and dropped. A quote was read, and holds an
 * id that could not be found there again.
 */
function whatElse(event: PricingEvent): object {
  return { ...event, ...NOT_KEPT };
}

const NOT_KEPT = { id: undefined, unit: undefined, occurredAt: undefined, attributes: undefined, quote: undefined };

const EVENT_COLUMNS = {
  id: "text",
  unverified: "text",
  unit_kind: "text",
  unit_id: "text",
  occurred_at: "timestamptz",
  body: "jsonb",
  derived: "jsonb",
} as const;
