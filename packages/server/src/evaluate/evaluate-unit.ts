import { randomUUID } from "node:crypto";
import { type FrozenRecord, isPricewrightError } from "@pricewright/core";
import type { EvaluateRequest, EvaluateResponse, FieldProblem } from "@pricewright/core/api";
import type { PricingDocument } from "@pricewright/core/catalog";
import {
  type Evaluation,
  evaluateUnit as evaluateByRules,
  quoteContent,
  recordOf,
  type SettledEvaluation,
  type StoredPrices,
  settleEvaluation,
  signFrozen,
  withdrawnPrices,
} from "@pricewright/core/evaluation";
import { issueQuote } from "@pricewright/core/quotes";
import type { Scope } from "../database/database.ts";
import { isUnavailable } from "../database/is-unavailable.ts";
import { type Pricing, recordsSince } from "../experiments/pricing-cache.ts";
import { RequestProblem } from "../problems/problem.ts";
import { quoteKey } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { FrozenStore, UnitId } from "../units/frozen-store.ts";
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

const NOTHING_STORED: StoredPrices = { records: [], account: null, bought: false };

/**
 * Which prices a unit sees. What it was shown before stays; what it is shown now is stored before it is answered, and
 * signed into a quote. With the database away, or its disk full, nothing can be stored: what this process remembers or can
 * read and signed records that the caller passes hold, and who is not known gets the control, uncounted, and keeps it.
 *
 * @throws RequestProblem `no-catalog` where there are no prices to show.
 */
export async function evaluateUnit(request: TrustedRequest, services: EvaluateServices): Promise<EvaluateResponse> {
  let stored: StoredPrices | null = null;
  try {
    stored = await readStored(request, services);
    return await evaluateStored(request, stored, services);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const remembered = services.frozen.remembered(services.scope, request.unit) ?? stored ?? NOTHING_STORED;
    return evaluateStored({ ...request, isStored: false }, withoutGone(remembered, services.pricing), services);
  }
}

/** What was remembered before another process emptied the environment is of tests that are gone. */
function withoutGone(remembered: StoredPrices, pricing: Pricing): StoredPrices {
  const since = recordsSince(pricing);
  if (since === null) return remembered;
  return { ...remembered, records: remembered.records.filter(({ at }) => Date.parse(at) >= since.getTime()) };
}

function readStored(
  { isNew, hasIdentity, unit }: TrustedRequest,
  { frozen, scope }: EvaluateServices,
): StoredPrices | Promise<StoredPrices> {
  return isNew || !hasIdentity ? NOTHING_STORED : frozen.read(scope, unit);
}

async function evaluateStored(
  request: TrustedRequest & { readonly isStored?: false },
  stored: StoredPrices,
  services: EvaluateServices,
): Promise<EvaluateResponse> {
  const { pricing, scope, secrets, frozen, now } = services;
  const { unit } = request;
  const canKeep = request.hasIdentity && request.isStored !== false;
  const evaluation = evaluate(request, stored, { canKeep, services });
  const { owner } = evaluation;
  if (!canKeep) frozen.owe(scope, { unit, owner, records: evaluation.fresh });
  const fresh = canKeep ? evaluation.fresh : [];
  // Another process may have shown the unit a price a moment before: that one holds.
  const kept = await frozen.keep(scope, { unit, owner, records: fresh });
  const { assignments, records, catalog, currency } = settleEvaluation(evaluation, kept);
  const shown = shownDocument({
    pricing,
    catalog: catalog.document,
    assignments,
    currency,
    locale: request.locale,
    now,
  });
  // A quote makes its arms count, so it names none that is not kept.
  const quoted = canKeep
    ? assignments
    : assignments.filter(
        ({ experiment, reason }) =>
          // What is looked at counts nowhere, and says that nobody may buy it.
          reason === "override" ||
          (records.some((record) => record.experiment === experiment) && !frozen.isOwed(scope, unit, experiment)),
      );
  const frozenSecret = secrets.derive(`frozen/${scope.environment}`);
  const withdrawn = withdrawnPrices(assignments, shown.currency, pricing);
  return {
    unit,
    assignments: request.experiments
      ? assignments.filter(({ experiment }) => request.experiments?.includes(experiment))
      : assignments,
    pricing: shown,
    quote: request.hasIdentity
      ? quoteOf({ assignments: quoted, records, catalog }, shown, { request, services })
      : null,
    // Whoever asked passes them back, and is told of no other id.
    frozen: records.map((record) => signFrozen(recordOf(record, unit), frozenSecret)),
    ignored: request.ignored,
    ...(withdrawn.length === 0 ? {} : { withdrawn }),
  };
}

function evaluate(
  request: TrustedRequest,
  stored: StoredPrices,
  { canKeep, services }: { readonly canKeep: boolean; readonly services: EvaluateServices },
): Evaluation {
  const { pricing, now } = services;
  const options = {
    book: pricing,
    stored,
    at: now,
    canKeep,
    keepsPassed: canKeep,
    everyExperiment: request.fromBrowser,
  };
  try {
    return evaluateByRules(request, options);
  } catch (error) {
    if (!isPricewrightError(error) || error.code !== "no-catalog") throw error;
    throw new RequestProblem(
      "no-catalog",
      "There are no prices to show. Publish a catalog with POST /v1/catalog first.",
    );
  }
}

interface QuoteOfInput {
  readonly request: TrustedRequest;
  readonly services: EvaluateServices;
}

function quoteOf(
  evaluation: Pick<SettledEvaluation, "assignments" | "records" | "catalog">,
  document: PricingDocument,
  { request: { unit, keyId }, services }: QuoteOfInput,
): string {
  const { pricing, secrets, scope, now } = services;
  const content = { book: pricing, unit, document, variantSecret: secrets.derive("variants") };
  const key = quoteKey(scope, keyId, secrets);
  return issueQuote(quoteContent(evaluation, content), { id: `q_${randomUUID()}`, key, at: now }).token;
}
