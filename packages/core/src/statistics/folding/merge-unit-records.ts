import type { ExposureFact, UnitRecord } from "./unit-record.ts";
import { worseComparison } from "./worse-comparison.ts";

/**
 * One record of what two records know of the same unit, as when a visitor turns out to be an account. The earlier
 * exposure stays; different variants exclude the unit. What the unit bought must be folded again, since it depends on
 * the first exposure. Associative and commutative.
 */
export function mergeUnitRecords(a: UnitRecord, b: UnitRecord): UnitRecord {
  const [first, second] = byExposure(a, b) <= 0 ? [a, b] : [b, a];
  return {
    ...first,
    severalVariants: a.severalVariants || b.severalVariants || first.variant !== second.variant,
    shownMismatch: a.shownMismatch || b.shownMismatch,
    slotDrift: a.slotDrift || b.slotDrift,
    checked: a.checked || b.checked,
    quoted: worseComparison(a.quoted, b.quoted),
  };
}

/** What outcomes make of a record. */
type Done = Pick<
  UnitRecord,
  "chargedMismatch" | "attributed" | "converted" | "sale" | "regular" | "revenue" | "cost" | "unconverted" | "outcomes"
>;

/** Of a unit that did nothing yet. */
export const NOTHING_DONE: Done = {
  chargedMismatch: false,
  attributed: "unknown",
  converted: false,
  sale: null,
  regular: false,
  revenue: 0n,
  cost: 0n,
  unconverted: 0,
  outcomes: [],
};

/** The record of a unit that was exposed once and did nothing yet. */
export function recordOfExposure(exposure: ExposureFact): UnitRecord {
  const { id, occurredAt, quoted = "unknown", severalVariants = false, ...facts } = exposure;
  return { ...facts, firstExposedAt: occurredAt, firstExposureId: id, severalVariants, quoted, ...NOTHING_DONE };
}

/** One exposure that stands for all that made a record, once nothing else is known of them. */
export function exposureOfRecord(record: UnitRecord): ExposureFact {
  const { firstExposureId: id, firstExposedAt: occurredAt, revision, weightEpoch, variant, segments } = record;
  const { checked, shownMismatch, slotDrift, quoted, severalVariants } = record;
  const facts = {
    revision,
    weightEpoch,
    variant,
    segments,
    checked,
    shownMismatch,
    slotDrift,
    quoted,
    severalVariants,
  };
  return { id, occurredAt, ...facts };
}

function byExposure(a: UnitRecord, b: UnitRecord): number {
  return a.firstExposedAt - b.firstExposedAt || (a.firstExposureId < b.firstExposureId ? -1 : 1);
}
