import type { Assignment, FrozenRecord, Unit } from "@pricewright/core";
import type { EvaluateRequest, EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import { type Catalog, pricingDocument } from "@pricewright/core/catalog";
import { freeze, releaseFrozen } from "@pricewright/core/frozen";
import type { Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import type { ExperimentRow, Pricing } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import { quotedPrices } from "../quotes/quoted-prices.ts";
import { issueQuote, quoteKey, variantName } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { FrozenStore, StoredFrozen, UnitId } from "../units/frozen-store.ts";
import { signFrozen } from "../units/frozen-token.ts";

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

const NOTHING_STORED: StoredFrozen = { records: [], account: null, bought: [] };
const DAY = 86_400_000;

/**
 * Which prices a unit sees. What it was shown before stays; what it is shown now is stored before it is answered, and
 * signed into a quote. With the database away nothing can be stored: signed records that the caller passes hold, and
 * what is not known is the control, uncounted.
 *
 * @throws RequestProblem `no-catalog` where there are no prices to show.
 */
export async function evaluateUnit(request: TrustedRequest, services: EvaluateServices): Promise<EvaluateResponse> {
  try {
    const known = await readKnown(request, services);
    return await evaluateKnown(request, known, services);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const known = request.frozen.map((record) => release(record, [], services));
    return evaluateKnown({ ...request, isStored: false }, known, services);
  }
}

async function readKnown(request: TrustedRequest, services: EvaluateServices): Promise<FrozenRecord[]> {
  const { frozen, scope } = services;
  const stored = request.isNew || !request.hasIdentity ? NOTHING_STORED : await frozen.read(scope, request.unit);
  return mergeKnown(stored.records, request.frozen).map((record) => release(record, stored.bought, services));
}

async function evaluateKnown(
  request: TrustedRequest & { readonly isStored?: false },
  known: readonly FrozenRecord[],
  services: EvaluateServices,
): Promise<EvaluateResponse> {
  const { pricing, scope, secrets, now } = services;
  const version = pricing.catalogs.at(-1);
  if (!version)
    throw new RequestProblem(
      "no-catalog",
      "There are no prices to show. Publish a catalog with POST /v1/catalog first.",
    );
  const keys = request.experiments ?? openExperiments(pricing);
  const isKept = request.hasIdentity && request.isStored !== false;
  const assignments = keys.map((key) => {
    const isKnown = known.some(({ experiment }) => experiment === key);
    const asked = isKept || isKnown ? request : { ...request, hasIdentity: false };
    return pricing.assigner.assign(key, toUnit(asked, known, pricing.experiments.get(key)));
  });
  const currency =
    request.currency ?? known.find((record) => record.currency !== null)?.currency ?? version.document.currency;
  const fresh = isKept ? freezeShown(assignments, { ...services, request, currency }) : [];
  const kept = await services.frozen.keep(scope, request.unit, fresh);
  // Another process may have shown the unit a price a moment before: that one holds.
  const settled = settle(assignments, fresh, kept);
  const shown = documentOf(version.document, settled, { pricing, request, currency, now });
  const records = [...known, ...kept];
  // A quote makes its arms count, so it names none that is not kept.
  const quoted = isKept
    ? settled
    : settled.filter(({ experiment }) => records.some((record) => record.experiment === experiment));
  return {
    unit: request.unit,
    assignments: settled,
    pricing: shown,
    quote: request.hasIdentity
      ? quoteOf(quoted, shown, { ...services, request, version: version.version, records })
      : null,
    frozen: records.map((record) => signFrozen(record, scope, secrets.derive(`frozen/${scope.environment}`))),
    ignored: request.ignored,
  };
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

function release(record: FrozenRecord, bought: readonly string[], { pricing, now }: EvaluateServices): FrozenRecord {
  const row = pricing.experiments.get(record.experiment);
  if (!row?.winner || row.endedAt === null) return record;
  return releaseFrozen(record, {
    winner: row.winner,
    concludedAt: new Date(row.endedAt),
    at: now,
    bought: bought.includes(record.experiment),
    afterDays: row.settings.releaseAfterDays,
  });
}

function toUnit(request: TrustedRequest, frozen: readonly FrozenRecord[], experiment: ExperimentRow | undefined): Unit {
  const { unit, attributes, overrides, payingCustomer, hasIdentity, overQuota } = request;
  return {
    ...unit,
    attributes,
    frozen,
    overrides,
    payingCustomer,
    hasIdentity,
    overQuota,
    seenBefore: experiment ? wasSeenBefore(frozen, experiment) : false,
  };
}

/** Whether the unit was shown a price shortly before the experiment started. */
function wasSeenBefore(frozen: readonly FrozenRecord[], { key, startedAt, settings }: ExperimentRow): boolean {
  if (startedAt === null) return false;
  const start = Date.parse(startedAt);
  return frozen.some(({ experiment, at }) => {
    const shown = Date.parse(at);
    return experiment !== key && shown < start && shown >= start - settings.memoryDays * DAY;
  });
}

interface FreezeInput extends EvaluateServices {
  readonly request: TrustedRequest;
  readonly currency: string;
}

function freezeShown(
  assignments: readonly Assignment[],
  { request, pricing, currency, now }: FreezeInput,
): FrozenRecord[] {
  return assignments.flatMap((assignment) => {
    const row = pricing.experiments.get(assignment.experiment);
    if (!row) return [];
    const started = row.startedAt !== null;
    return freeze(assignment, request.unit, { at: now, revision: row.revision, currency, started }) ?? [];
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
    if (!stored || stored.variant === assignment.variant) return assignment;
    return { ...assignment, variant: stored.variant, reason: "frozen", slot: null, counted: stored.counted };
  });
}

interface DocumentInput {
  readonly pricing: Pricing;
  readonly request: TrustedRequest;
  readonly currency: string;
  readonly now: Date;
}

function documentOf(
  catalog: Catalog,
  assignments: readonly Assignment[],
  { pricing, request, currency, now }: DocumentInput,
) {
  return pricingDocument({
    catalog,
    experiments: pricing.definitions,
    assignments,
    currency,
    at: now,
    ...(request.locale === undefined ? {} : { locale: request.locale }),
  });
}

interface QuoteInput extends EvaluateServices {
  readonly request: TrustedRequest;
  readonly version: number;
  readonly records: readonly FrozenRecord[];
}

function quoteOf(
  assignments: readonly Assignment[],
  document: ReturnType<typeof pricingDocument>,
  { request, version, records, scope, secrets, pricing, now }: QuoteInput,
): string {
  const experiments = Object.fromEntries(
    assignments.flatMap(({ experiment, variant }) => {
      const row = pricing.experiments.get(experiment);
      if (!row || row.startedAt === null) return [];
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
