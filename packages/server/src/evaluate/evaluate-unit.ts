import type { Assignment, FrozenRecord, Unit } from "@pricewright/core";
import type { EvaluateRequest, EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import type { Catalog, PricingDocument } from "@pricewright/core/catalog";
import { freeze, releaseFrozen, wasSeenBefore } from "@pricewright/core/frozen";
import type { Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { catalogOf, type ExperimentRow, type Pricing } from "../experiments/pricing-cache.ts";
import { variantPrices } from "../experiments/variant-prices.ts";
import { RequestProblem } from "../problems/problem.ts";
import { quotedPrices } from "../quotes/quoted-prices.ts";
import { issueQuote, quoteKey, variantName } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { FrozenStore, StoredFrozen, UnitId } from "../units/frozen-store.ts";
import { signFrozen } from "../units/frozen-token.ts";
import { shownDocument } from "./shown-document.ts";

/** A request whose every part was checked: ids and attributes may be relied on. */
export interface TrustedRequest extends Pick<EvaluateRequest, "experiments" | "locale" | "currency"> {
  readonly unit: UnitId;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Verified records that the caller passed. */
  readonly frozen: readonly FrozenRecord[];
  readonly overrides: Readonly<Record<string, string>>;
  readonly payingCustomer: boolean;
  readonly hasIdentity: boolean;
  /** Whether the server minted the id for this very request, so that nothing can be stored of it. */
  readonly isNew: boolean;
  readonly overQuota: boolean;
  /** Whether a browser asks, and not a server. */
  readonly fromBrowser: boolean;
  /** Key whose quote this is. */
  readonly keyId: string;
  readonly ignored: readonly FieldProblem[];
}

/** What {@link evaluateUnit} works with. */
export interface EvaluateServices {
  readonly scope: Scope;
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  readonly frozen: FrozenStore;
  readonly now: Date;
}

const NOTHING_STORED: StoredFrozen = { records: [], account: null, bought: false };

/**
 * Which prices a unit sees. What it was shown before stays; what it is shown now is stored before it is answered, and
 * signed into a quote. With the database away, or its disk full, nothing can be stored: what this process remembers or can
 * read and signed records that the caller passes hold, and who is not known gets the control, uncounted, and keeps it.
 *
 * @throws RequestProblem `no-catalog` where there are no prices to show.
 */
export async function evaluateUnit(request: TrustedRequest, services: EvaluateServices): Promise<EvaluateResponse> {
  let stored: StoredFrozen | null = null;
  try {
    stored = await readStored(request, services);
    return await evaluateStored(request, stored, services);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const remembered = services.frozen.remembered(services.scope, request.unit) ?? stored ?? NOTHING_STORED;
    return evaluateStored({ ...request, isStored: false }, remembered, services);
  }
}

async function readStored(
  { isNew, hasIdentity, unit }: TrustedRequest,
  { frozen, scope }: EvaluateServices,
): Promise<StoredFrozen> {
  return isNew || !hasIdentity ? NOTHING_STORED : frozen.read(scope, unit);
}

async function evaluateStored(
  request: TrustedRequest & { readonly isStored?: false },
  stored: StoredFrozen,
  services: EvaluateServices,
): Promise<EvaluateResponse> {
  const { pricing, scope, secrets, now } = services;
  const version = pricing.catalogs.at(-1);
  if (!version)
    throw new RequestProblem(
      "no-catalog",
      "There are no prices to show. Publish a catalog with POST /v1/catalog first.",
    );
  // Whoever was identified is the account also where a test is new to them, so that both ids lead to one price.
  const owner: UnitId = stored.account === null ? request.unit : { kind: "account", id: stored.account };
  const bought = stored.bought || request.payingCustomer;
  const known = mergeKnown(stored.records, request.frozen).map((record) => release(record, bought, services));
  const keys = [...new Set(experimentsFor(request, known, pricing))];
  const isKept = request.hasIdentity && request.isStored !== false;
  const assignments = keys.map((key) => {
    const isKnown = known.some(({ experiment }) => experiment === key);
    const asked = isKept || isKnown ? request : { ...request, hasIdentity: false };
    const experiment = pricing.experiments.get(key);
    return pricing.assigner.assign(key, toUnit({ request: asked, owner, known, experiment, now }));
  });
  const currency =
    request.currency ?? known.find((record) => record.currency !== null)?.currency ?? version.document.currency;
  const shownNow = request.hasIdentity ? freezeShown(assignments, { ...services, owner, currency }) : [];
  if (!isKept) services.frozen.owe(scope, { unit: request.unit, owner, records: shownNow });
  const fresh = isKept ? shownNow : [];
  const kept = await services.frozen.keep(scope, { unit: request.unit, owner, records: fresh });
  // Another process may have shown the unit a price a moment before: that one holds.
  const settled = settle(assignments, fresh, kept);
  const shown = shownDocument({
    pricing,
    catalog: version.document,
    assignments: settled,
    currency,
    locale: request.locale,
    now,
  });
  const records = [...known, ...kept];
  // A quote makes its arms count, so it names none that is not kept.
  const quoted = isKept
    ? settled
    : settled.filter(({ experiment }) => records.some((record) => record.experiment === experiment));
  return {
    unit: request.unit,
    assignments: request.experiments
      ? settled.filter(({ experiment }) => request.experiments?.includes(experiment))
      : settled,
    pricing: shown,
    quote: request.hasIdentity
      ? quoteOf(quoted, shown, { ...services, request, version: version.version, records })
      : null,
    // Whoever asked passes them back, and is told of no other id.
    frozen: records.map((record) =>
      signFrozen(recordOf(record, request.unit), secrets.derive(`frozen/${scope.environment}`)),
    ),
    ignored: request.ignored,
    ...withdrawnOf(settled, shown.currency, pricing),
  };
}

/** A record as one of the unit that asks. */
function recordOf(record: FrozenRecord, unit: UnitId): FrozenRecord {
  const isOwn = record.unit.kind === unit.kind && record.unit.id === unit.id && record.hashedId === unit.id;
  return isOwn ? record : { ...record, unit, hashedId: unit.id };
}

/** What the unit was shown before and is offered no more, so that a page can say so before checkout. */
function withdrawnOf(
  assignments: readonly Assignment[],
  currency: string,
  pricing: Pricing,
): Pick<EvaluateResponse, "withdrawn"> {
  if (pricing.withdrawn.size === 0) return {};
  const prices = assignments.flatMap(({ experiment, variant, reason }) => {
    const row = pricing.experiments.get(experiment);
    return row && reason === "frozen" ? variantPrices(row, variant, catalogOf(pricing, row.catalogVersion)) : [];
  });
  const withdrawn = prices.filter((price) => price.currency === currency && pricing.withdrawn.has(price.price));
  return withdrawn.length === 0 ? {} : { withdrawn: [...new Set(withdrawn.map(({ price }) => price))] };
}

/**
 * What is evaluated: a unit's price in a test that it has seen is not left out by not asking for it, and neither are
 * tests that a browser would rather not be in.
 */
function experimentsFor(
  { experiments, fromBrowser }: TrustedRequest,
  known: readonly FrozenRecord[],
  pricing: Pricing,
): readonly string[] {
  const open = openExperiments(pricing);
  if (!experiments) return open;
  const seen = new Set(known.map(({ experiment }) => experiment));
  return [...new Set([...experiments, ...open.filter((key) => fromBrowser || seen.has(key))])];
}

/** Experiments that say something to everybody: drafts are for looking at only. */
function openExperiments({ experiments }: Pricing): string[] {
  return [...experiments.values()]
    .filter(({ status }) => status !== "draft" && status !== "archived")
    .map(({ key }) => key);
}

/** What the server has stored wins over what the caller passes. */
function mergeKnown(stored: readonly FrozenRecord[], passed: readonly FrozenRecord[]): FrozenRecord[] {
  const known = new Set(stored.map(({ experiment }) => experiment));
  return [...stored, ...passed.filter(({ experiment }) => !known.has(experiment))];
}

function release(record: FrozenRecord, bought: boolean, { pricing, now }: EvaluateServices): FrozenRecord {
  const row = pricing.experiments.get(record.experiment);
  if (!row?.winner || row.endedAt === null) return record;
  return releaseFrozen(record, {
    winner: row.winner,
    concludedAt: new Date(row.endedAt),
    at: now,
    bought,
    afterDays: row.settings.releaseAfterDays,
  });
}

interface ToUnitInput {
  readonly request: TrustedRequest;
  readonly owner: UnitId;
  readonly known: readonly FrozenRecord[];
  readonly experiment: ExperimentRow | undefined;
  readonly now: Date;
}

function toUnit({ request, owner, known, experiment, now }: ToUnitInput): Unit {
  const { attributes, overrides, payingCustomer, hasIdentity, overQuota } = request;
  return {
    ...owner,
    attributes,
    frozen: known,
    overrides,
    payingCustomer,
    hasIdentity,
    overQuota,
    seenBefore: experiment ? remembersPrice(known, experiment, now) : false,
  };
}

/** Whether the unit remembers a price from before the experiment. */
function remembersPrice(
  known: readonly FrozenRecord[],
  { key, startedAt, settings }: ExperimentRow,
  now: Date,
): boolean {
  if (startedAt === null) return false;
  const shownAt = known.filter(({ experiment }) => experiment !== key).map(({ at }) => new Date(at));
  return wasSeenBefore({ shownAt, startedAt: new Date(startedAt), at: now, memoryDays: settings.memoryDays });
}

interface FreezeInput extends EvaluateServices {
  readonly owner: UnitId;
  readonly currency: string;
}

function freezeShown(
  assignments: readonly Assignment[],
  { owner, pricing, currency, now }: FreezeInput,
): FrozenRecord[] {
  return assignments.flatMap((assignment) => {
    const row = pricing.experiments.get(assignment.experiment);
    if (!row) return [];
    const started = row.startedAt !== null;
    return freeze(assignment, owner, { at: now, revision: row.revision, currency, started }) ?? [];
  });
}

function settle(
  assignments: readonly Assignment[],
  fresh: readonly FrozenRecord[],
  kept: readonly FrozenRecord[],
): Assignment[] {
  return assignments.map((assignment) => {
    const index = fresh.findIndex(({ experiment }) => experiment === assignment.experiment);
    const stored = kept[index];
    if (!stored || (stored.variant === assignment.variant && stored.counted === assignment.counted)) return assignment;
    return { ...assignment, variant: stored.variant, reason: "frozen", slot: null, counted: stored.counted };
  });
}

interface QuoteInput extends EvaluateServices {
  readonly request: TrustedRequest;
  readonly version: number;
  readonly records: readonly FrozenRecord[];
}

function quoteOf(
  assignments: readonly Assignment[],
  document: PricingDocument,
  { request, version, records, scope, secrets, pricing, now }: QuoteInput,
): string {
  const experiments = Object.fromEntries(
    assignments.flatMap(({ experiment, variant, reason }) => {
      const row = pricing.experiments.get(experiment);
      // Who is no part of an experiment must not be counted when the page reports what it showed.
      if (!row || row.startedAt === null || reason === "existing-customer") return [];
      const revision = records.find((record) => record.experiment === experiment)?.revision ?? row.revision;
      return [[experiment, [revision, variantName(experiment, revision, variant, secrets)] as const]];
    }),
  );
  const catalog = pricing.catalogs.at(-1)?.document as Catalog;
  return issueQuote(
    {
      unit: request.unit,
      catalogVersion: version,
      experiments,
      currency: document.currency,
      prices: quotedPrices(document, catalog),
      preview: assignments.some(({ reason }) => reason === "override"),
    },
    quoteKey(scope, request.keyId, secrets),
    now,
  ).token;
}
