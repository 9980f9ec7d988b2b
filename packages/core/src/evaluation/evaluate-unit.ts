import type { Assignment } from "../assignment/assignment.ts";
import { freeze } from "../assignment/frozen/freeze.ts";
import { wasSeenBefore } from "../assignment/frozen/was-seen-before.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import { PricewrightError } from "../errors/pricewright-error.ts";
import { isInternal } from "./internal-units.ts";
import { currentRecord, mergeKnown, type StoredPrices } from "./known-records.ts";
import type { BookCatalog, BookExperiment, PriceBook } from "./price-book.ts";
import type { UnitId } from "./unit-id.ts";

/** Who is evaluated. Ids and attributes were checked, records verified. */
export interface EvaluationRequest {
  readonly unit: UnitId;
  readonly attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Verified records that the caller passed. */
  readonly frozen?: readonly FrozenRecord[] | undefined;
  readonly overrides?: Readonly<Record<string, string>> | undefined;
  readonly payingCustomer?: boolean | undefined;
  readonly hasIdentity?: boolean | undefined;
  readonly overQuota?: boolean | undefined;
  /** Keys of the experiments that were asked for; by default all that are open. */
  readonly experiments?: readonly string[] | undefined;
  /** ISO 4217 code, where one was asked for. */
  readonly currency?: string | undefined;
}

/** What {@link evaluateUnit} goes by. */
export interface EvaluateUnitOptions {
  readonly book: PriceBook;
  readonly stored: StoredPrices;
  readonly at: Date;
  /**
   * Whether what is shown now can be stored. Where it cannot, who is not known gets the control.
   *
   * @default true
   */
  readonly canKeep?: boolean;
  /**
   * Whether every open experiment is evaluated, also those that were not asked for.
   *
   * @default false
   */
  readonly everyExperiment?: boolean;
  /**
   * Whether records that the caller passed and that are not stored are to be stored too. They are of prices that were shown
   * when nothing could be kept, such as the control before a visitor agreed to storage.
   *
   * @default false
   */
  readonly keepsPassed?: boolean;
}

/** A unit's variants, and what must be stored before they are shown. */
export interface Evaluation {
  readonly assignments: readonly Assignment[];
  /** Records that were known before, as they hold now; without an identity also of what is shown now, which nobody keeps. */
  readonly known: readonly FrozenRecord[];
  /** Records that are not stored yet, of what is shown now among them: store them, then call `settleEvaluation`. */
  readonly fresh: readonly FrozenRecord[];
  /** Whom the records are of: the account of a visitor who was identified, else the unit. */
  readonly owner: UnitId;
  readonly currency: string;
  /** The newest version, which the page lists. */
  readonly catalog: BookCatalog;
}

/**
 * Which variants a unit sees. What it was shown before stays; what it is shown now is to be stored before it is answered.
 *
 * @throws PricewrightError `no-catalog` where there are no prices to show.
 */
export function evaluateUnit(request: EvaluationRequest, options: EvaluateUnitOptions): Evaluation {
  const { book, stored, at, canKeep = true, keepsPassed = false } = options;
  const catalog = book.catalogs.at(-1);
  if (!catalog) throw new PricewrightError("no-catalog", "There are no prices to show. Publish a catalog first.");
  const { unit, frozen = [], hasIdentity = true, payingCustomer = false } = request;
  // Whoever was identified is the account also where a test is new to them, so that both ids lead to one price.
  const owner: UnitId = stored.account === null ? unit : { kind: "account", id: stored.account };
  const bought = stored.bought || payingCustomer;
  const known = mergeKnown(stored.records, frozen).map((record) => currentRecord(record, { book, bought, at }));
  const { attributes = {}, overrides = {}, overQuota = false } = request;
  const internal = isInternal(book, unit) || isInternal(book, owner);
  const assignments = experimentsFor(request, known, options).map((key) => {
    const experiment = book.experiments.get(key);
    const seenBefore = experiment ? remembersPrice(known, experiment, at) : false;
    const isKept = canKeep || known.some((record) => record.experiment === key);
    return book.assigner.assign(key, {
      kind: owner.kind,
      id: owner.id,
      attributes,
      overrides,
      payingCustomer,
      hasIdentity: hasIdentity && isKept,
      internal,
      overQuota,
      seenBefore,
      frozen: known,
    });
  });
  const shownBefore = known.find((record) => record.currency !== null)?.currency;
  const currency = request.currency ?? shownBefore ?? catalog.document.currency;
  const shown = freezeShown(assignments, { book, owner, currency, at });
  if (!hasIdentity) return { assignments, owner, currency, catalog, known: [...known, ...shown], fresh: [] };
  const isUnkept = (record: FrozenRecord) => known.includes(record) && !stored.records.includes(record);
  const passed = keepsPassed && stored.account === null ? frozen.filter(isUnkept) : [];
  return {
    assignments,
    owner,
    currency,
    catalog,
    known: passed.length === 0 ? known : known.filter((record) => !passed.includes(record)),
    fresh: [...passed, ...shown],
  };
}

/** Experiments that say something to everybody: drafts are for looking at only, by an override. */
function openExperiments({ experiments }: PriceBook): string[] {
  return [...experiments.values()]
    .filter(({ status }) => status !== "draft" && status !== "archived")
    .map(({ key }) => key);
}

/** A unit's price in a test that it has seen is not left out by not asking for it. */
function experimentsFor(
  { experiments, overrides = {} }: EvaluationRequest,
  known: readonly FrozenRecord[],
  { book, everyExperiment = false }: EvaluateUnitOptions,
): readonly string[] {
  const open = openExperiments(book);
  if (!experiments)
    return [...new Set([...open, ...Object.keys(overrides).filter((key) => book.experiments.has(key))])];
  const seen = new Set(known.map(({ experiment }) => experiment));
  return [...new Set([...experiments, ...open.filter((key) => everyExperiment || seen.has(key))])];
}

/** Whether the unit remembers a price from before the experiment. */
function remembersPrice(known: readonly FrozenRecord[], experiment: BookExperiment, at: Date): boolean {
  const { key, startedAt, settings } = experiment;
  if (startedAt === null) return false;
  const shownAt = known.filter((record) => record.experiment !== key).map((record) => timeOf(record, record.at));
  return wasSeenBefore({ shownAt, startedAt: timeOf(experiment, startedAt), at, memoryDays: settings.memoryDays });
}

/** Times of records and experiments that stay in memory, which are read once. */
const times = new WeakMap<FrozenRecord | BookExperiment, Date>();

function timeOf(from: FrozenRecord | BookExperiment, text: string): Date {
  const known = times.get(from);
  if (known) return known;
  const read = new Date(text);
  times.set(from, read);
  return read;
}

interface FreezeShownOptions {
  readonly book: PriceBook;
  readonly owner: UnitId;
  readonly currency: string;
  readonly at: Date;
}

function freezeShown(
  assignments: readonly Assignment[],
  { book, owner, currency, at }: FreezeShownOptions,
): FrozenRecord[] {
  return assignments.flatMap((assignment) => {
    const experiment = book.experiments.get(assignment.experiment);
    if (!experiment) return [];
    const { revision, startedAt } = experiment;
    return freeze(assignment, owner, { at, revision, currency, started: startedAt !== null }) ?? [];
  });
}
