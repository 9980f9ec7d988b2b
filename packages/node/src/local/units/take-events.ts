import type { FrozenRecord } from "@pricewright/core";
import type { EventResult, PricingEvent, TrackResponse } from "@pricewright/core/api";
import { canonicalJson } from "@pricewright/core/credits";
import type { UnitId } from "@pricewright/core/evaluation";
import { type Quote, verifyQuote } from "@pricewright/core/quotes";
import {
  type CheckedEvent,
  checkEvent,
  createPriceCheck,
  deriveExposure,
  outcomeOf,
  type PriceCheck,
  type RecordBook,
  reportedRecord,
  revisionOf,
  type SaleQuote,
  type StoredRecord,
} from "@pricewright/core/recording";
import { digest } from "../digest.ts";
import type { Engine } from "../engine.ts";
import { quotedArms as armsOf } from "../quotes/quoted-arms.ts";
import type { StoreTransaction } from "../store/store.ts";
import { storeKey } from "../store/store-text.ts";
import { foldUnits } from "./fold-units.ts";
import { readGroup } from "./read-group.ts";
import { readUnit, UNITS, type UnitDocument, unitKey, writeUnit } from "./unit-document.ts";

const EVENTS = "events";

/** Takes events in: each is read by itself, kept once, and counted. Says what became of each, in their order. */
export async function takeEvents(engine: Engine, sent: readonly PricingEvent[]): Promise<TrackResponse> {
  return engine.store.transaction([UNITS], async (transaction) => ({
    results: await takeIn(engine, transaction, sent, "app"),
  }));
}

/**
 * Takes events in within a transaction that has the lock of units.
 *
 * @param source Who speaks: ids of events are unique to their source.
 */
export async function takeIn(
  engine: Engine,
  transaction: StoreTransaction,
  sent: readonly PricingEvent[],
  source: string,
): Promise<EventResult[]> {
  const { book, secrets, tenant, environment, clock } = engine;
  const options = {
    book,
    armsOf: (quote: Quote, at?: number) => armsOf(engine, quote, at),
    now: clock(),
    // An event is no checkout: whoever the quote was given to, it says what was shown.
    readQuote: (token: string, at: Date) =>
      verifyQuote(token, { findKey: secrets.findQuoteKey, tenant, environment, at, anyUnit: true, allowPreview: true }),
  };
  const results: EventResult[] = [];
  const counted: CheckedEvent[] = [];
  for (const event of sent) {
    const checked = checkEvent(event, options);
    if ("length" in checked) {
      results.push({ id: event.id, status: "rejected", problems: checked });
      continue;
    }
    const taken = await takeId(transaction, checked.event, source);
    results.push(taken ?? accepted(checked));
    if (taken === null && checked.unverified === "") counted.push(checked);
  }
  const check = createPriceCheck(book);
  // In the order of time, so that of what events say the earliest showing is kept.
  for (const checked of [...counted].sort((a, b) => a.occurredAt - b.occurredAt))
    await noteRecords(transaction, checked, book);
  for (const checked of counted) await keep(transaction, checked, { book, check, source });
  await foldUnits(
    transaction,
    book,
    counted.map(({ unit }) => unit),
  );
  return results;
}

function accepted({ event, unverified }: CheckedEvent): EventResult {
  return unverified === ""
    ? { id: event.id, status: "accepted" }
    : { id: event.id, status: "unverified", reason: unverified };
}

/** Takes an id that is free; else says what became of the event. */
async function takeId(transaction: StoreTransaction, event: PricingEvent, source: string): Promise<EventResult | null> {
  const key = storeKey(source, event.id);
  const body = canonicalJson(JSON.parse(JSON.stringify(event)));
  const known = (await transaction.read(EVENTS, [key])).get(key);
  const hash = await digest(body);
  if (known === undefined) {
    transaction.write(EVENTS, key, hash);
    return null;
  }
  if (known === hash) return { id: event.id, status: "duplicate" };
  const message = `another event was stored under the id "${event.id}"; give each event its own id`;
  return { id: event.id, status: "rejected", problems: [{ field: "id", code: "event-id-reused", message }] };
}

/** A server's first word about a unit makes its record. */
async function noteRecords(transaction: StoreTransaction, checked: CheckedEvent, book: RecordBook): Promise<void> {
  if (checked.exposures.length === 0) return;
  const document = await readUnit(transaction, checked.unit);
  let frozen: readonly StoredRecord[] = document.frozen;
  for (const exposure of checked.exposures) frozen = withReported(frozen, reportedRecord(checked, exposure, book));
  writeUnit(transaction, checked.unit, { ...document, frozen });
}

/** Of what events say, the earliest showing of the variant that is kept; what was assigned stays. */
function withReported(frozen: readonly StoredRecord[], record: FrozenRecord): readonly StoredRecord[] {
  const stored = frozen.find((one) => one.record.experiment === record.experiment);
  const reported = { record, assigned: false };
  if (!stored) return [...frozen, reported];
  const isEarlier = !stored.assigned && record.at < stored.record.at && record.variant === stored.record.variant;
  return isEarlier ? frozen.map((one) => (one === stored ? reported : one)) : frozen;
}

interface KeepOptions {
  readonly book: RecordBook;
  readonly check: PriceCheck;
  readonly source: string;
}

/** Adds what an event says to what is kept of its unit. */
async function keep(transaction: StoreTransaction, checked: CheckedEvent, options: KeepOptions): Promise<void> {
  const { event, unit, occurredAt } = checked;
  const document = await readUnit(transaction, unit);
  const quoted = event.type === "conversion" ? await quotedArms(transaction, checked, document, options.book) : [];
  const outcome = outcomeOf(event, occurredAt, quoted);
  writeUnit(transaction, unit, {
    ...document,
    exposures: [...document.exposures, ...exposuresOf(checked, document, options)],
    outcomes: outcome ? [...document.outcomes, outcome] : document.outcomes,
  });
}

function exposuresOf(
  checked: CheckedEvent,
  { frozen }: UnitDocument,
  { book, check, source }: KeepOptions,
): UnitDocument["exposures"] {
  const { event, occurredAt, quote } = checked;
  const shown = event.type === "exposure" || event.type === "quoted-exposure" ? event.shown : [];
  const attributes = event.type === "exposure" ? { ...event.attributes } : {};
  return checked.exposures.flatMap((exposure) => {
    const own = frozen.find(({ record }) => record.experiment === exposure.experiment);
    // Shown, and not in the analysis: the control of who is not covered, say.
    if (own?.assigned && !own.record.counted) return [];
    const record = own?.assigned ? own.record : reportedRecord(checked, exposure, book);
    const { experiment, ...facts } = deriveExposure({ exposure, shown, quote, attributes, record, book, check });
    return [{ experiment, fact: { ...facts, id: `${source}:${event.id}`, occurredAt } }];
  });
}

/** The arms that a sale was quoted under, by its own quote or by the one that its payment page was made on. */
async function quotedArms(
  transaction: StoreTransaction,
  { event, unit, occurredAt, quoted }: CheckedEvent,
  document: UnitDocument,
  book: RecordBook,
): Promise<SaleQuote[]> {
  const checkout = document.checkouts.findLast(
    ({ price, at }) => event.type === "conversion" && price === event.price && at <= occurredAt,
  );
  const given = quoted ?? (checkout ? { unit, arms: checkout.arms } : null);
  if (!given || !(await isSameUnit(transaction, unit, given.unit))) return [];
  const { frozen } = await readUnit(transaction, given.unit);
  const uncounted = new Set(
    frozen.filter(({ record, assigned }) => assigned && !record.counted).map(({ record }) => record.experiment),
  );
  return given.arms
    .filter(({ experiment }) => !uncounted.has(experiment))
    .map(({ experiment, variant, revision }) => ({
      experiment,
      variant,
      revision: revision ?? 1,
      weightEpoch: revisionOf(book, experiment, revision ?? 1)?.weightEpoch ?? 1,
    }));
}

async function isSameUnit(transaction: StoreTransaction, a: UnitId, b: UnitId): Promise<boolean> {
  const [first, second] = [await readGroup(transaction, a), await readGroup(transaction, b)];
  return unitKey(first.owner) === unitKey(second.owner);
}
