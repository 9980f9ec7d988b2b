import type { FrozenRecord } from "@pricewright/core";
import type { ShownPrice } from "@pricewright/core/api";
import { findDrift } from "@pricewright/core/frozen";
import type { Quote } from "@pricewright/core/quotes";
import type { ExposureFact } from "@pricewright/core/statistics";
import type { ExperimentRow, Pricing, RevisionRow } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CheckedEvent } from "./check-events.ts";
import type { PriceCheck } from "./price-check.ts";
import { armsOf, type ExperimentExposure } from "./quoted-arms.ts";
import { segmentsOf } from "./segments-of.ts";

/** An exposure with everything that was found out about it; this is stored, so that a rebuild finds the same. */
export interface DerivedExposure extends Omit<ExposureFact, "id" | "occurredAt"> {
  readonly experiment: string;
}

/** What {@link deriveExposure} looks at. */
export interface DeriveExposureInput {
  readonly exposure: ExperimentExposure;
  readonly occurredAt: number;
  readonly shown: readonly ShownPrice[];
  /** That came with it, verified. */
  readonly quote: Quote | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the id was given, if the server assigned it; else what this event says, since it depends on no other. */
  readonly record: FrozenRecord;
  readonly pricing: Pricing;
  readonly check: PriceCheck;
}

/** The experiments that an event is an exposure to, with the variants that were seen. */
export function exposuresOf(
  { event, quote, occurredAt }: CheckedEvent,
  pricing: Pricing,
  secrets: TenantSecrets,
): ExperimentExposure[] {
  if (event.type === "exposure") return [{ experiment: event.experiment, variant: event.variant, revision: null }];
  if (event.type !== "quoted-exposure" || !quote) return [];
  const wanted = event.experiments && new Set(event.experiments);
  return armsOf(quote, pricing, secrets, occurredAt).filter(({ experiment }) => wanted?.has(experiment) ?? true);
}

/** The facts of an exposure. Drift is checked against the id and the revision of the unit's record. */
export function deriveExposure(input: DeriveExposureInput): DerivedExposure {
  const { exposure, shown, quote, attributes, record, pricing, check } = input;
  const { experiment, variant } = exposure;
  const revision = revisionOf(pricing, experiment, record.revision);
  const row = pricing.experiments.get(experiment) as ExperimentRow;
  return {
    experiment,
    variant,
    revision: record.revision,
    weightEpoch: revision?.weightEpoch ?? 1,
    segments: segmentsOf(attributes, row.settings.segments),
    checked: shown.length > 0,
    shownMismatch: shown.some((price) => !check.isVariantPrice(experiment, variant, price)),
    quoted: quote ? (check.isVariantQuote(experiment, variant, quote) ? "equal" : "different") : "unknown",
    slotDrift:
      variant !== record.variant || (revision !== undefined && findDrift(record, revision.definition) === "different"),
  };
}

/** The revision that was in force at a time. */
export function revisionAt({ revisions }: Pricing, experiment: string, time: number): RevisionRow | undefined {
  const known = revisions.get(experiment) ?? [];
  return known.findLast(({ at }) => Date.parse(at) <= time) ?? known[0];
}

function revisionOf({ revisions }: Pricing, experiment: string, number: number): RevisionRow | undefined {
  return revisions.get(experiment)?.find(({ revision }) => revision === number);
}
