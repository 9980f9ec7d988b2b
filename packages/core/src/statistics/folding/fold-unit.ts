import type { ExposureFact, OutcomeFact, UnitRecord } from "./unit-record.ts";

/** What {@link foldUnit} puts together. */
export interface FoldUnitInput {
  /** The unit's record so far, or null. */
  readonly record: UnitRecord | null;
  /** Exposures that are new. */
  readonly exposures: readonly ExposureFact[];
  /** Every purchase of the unit, known before or new. */
  readonly outcomes: readonly OutcomeFact[];
  /** Whether a purchase was at a price of the variant. */
  readonly isVariantPrice: (variant: string, outcome: OutcomeFact) => boolean;
}

/**
 * The unit's record once new events are in. The result depends on which events there are and not on the order or
 * the batches in which they came: exposures only ever widen the record, and purchases are read again whenever the
 * first exposure moves. Purchases before the first exposure are nobody's.
 *
 * @returns null while the unit has no exposure.
 */
export function foldUnit({ record, exposures, outcomes, isVariantPrice }: FoldUnitInput): UnitRecord | null {
  const exposed = exposures.reduce(foldExposure, record);
  if (!exposed) return null;
  const attributed = outcomes.filter(({ occurredAt }) => occurredAt >= exposed.firstExposedAt).sort(byTimeThenId);
  return {
    ...exposed,
    sale: attributed[0]?.price ?? null,
    chargedMismatch: attributed.some((outcome) => !isVariantPrice(exposed.variant, outcome)),
    checked: exposed.checked || attributed.length > 0,
  };
}

function foldExposure(record: UnitRecord | null, exposure: ExposureFact): UnitRecord {
  if (!record) {
    const { id, occurredAt, ...facts } = exposure;
    return {
      ...facts,
      firstExposedAt: occurredAt,
      firstExposureId: id,
      severalVariants: false,
      sale: null,
      chargedMismatch: false,
    };
  }
  const earlier =
    byTimeThenId(exposure, { occurredAt: record.firstExposedAt, id: record.firstExposureId }) < 0 ? exposure : null;
  return {
    ...record,
    revision: earlier?.revision ?? record.revision,
    variant: earlier?.variant ?? record.variant,
    firstExposedAt: earlier?.occurredAt ?? record.firstExposedAt,
    firstExposureId: earlier?.id ?? record.firstExposureId,
    severalVariants: record.severalVariants || exposure.variant !== record.variant,
    shownMismatch: record.shownMismatch || exposure.shownMismatch,
    slotDrift: record.slotDrift || exposure.slotDrift,
    checked: record.checked || exposure.checked,
  };
}

interface Moment {
  readonly occurredAt: number;
  readonly id: string;
}

function byTimeThenId(a: Moment, b: Moment): number {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
