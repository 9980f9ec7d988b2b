import type { FrozenRecord } from "@pricewright/core";
import type { ShownPrice } from "@pricewright/core/api";
import { findDrift } from "@pricewright/core/frozen";
import type { ExposureFact } from "@pricewright/core/statistics";
import type { ExperimentRow, Pricing, RevisionRow } from "../experiments/pricing-cache.ts";
import { variantName } from "../quotes/tenant-quotes.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import type { CheckedEvent } from "./check-events.ts";
import type { PriceCheck } from "./price-check.ts";
import { segmentsOf } from "./segments-of.ts";

/** What one event says of one experiment. */
export interface ExperimentExposure {
  readonly experiment: string;
  readonly variant: string;
  /** Of a quote: the revision that the unit was assigned under. */
  readonly revision: number | null;
}

/** An exposure with everything that was found out about it; this is stored, so that a rebuild finds the same. */
export interface DerivedExposure extends Omit<ExposureFact, "id" | "occurredAt"> {
  readonly experiment: string;
}

/** What {@link deriveExposure} looks at. */
export interface DeriveExposureInput {
  readonly exposure: ExperimentExposure;
  readonly occurredAt: number;
  readonly shown: readonly ShownPrice[];
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
  const wanted = new Set(event.experiments ?? Object.keys(quote.experiments));
  return [...wanted].flatMap((experiment) => {
    const [revision, name] = quote.experiments[experiment] ?? [];
    const row = pricing.experiments.get(experiment);
    // A quote outlives the experiment; what is shown after its end is no part of it.
    if (row?.endedAt != null && occurredAt > Date.parse(row.endedAt)) return [];
    const variant = row?.variants.find(({ key }) => variantName(experiment, revision ?? 0, key, secrets) === name);
    return revision !== undefined && variant ? [{ experiment, variant: variant.key, revision }] : [];
  });
}

/** The facts of an exposure. Drift is checked against the id and the revision of the unit's record. */
export function deriveExposure(input: DeriveExposureInput): DerivedExposure {
  const { exposure, shown, attributes, record, pricing, check } = input;
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
