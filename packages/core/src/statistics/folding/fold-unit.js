/**
 * The unit's record once new events are in. The result depends on which events there are and not on the order or
 * the batches in which they came: exposures only ever widen the record, and purchases are read again whenever the
 * first exposure moves. Purchases before the first exposure are nobody's.
 *
 * @returns null while the unit has no exposure.
 */
export function foldUnit({ record, exposures, outcomes, isVariantPrice }) {
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
function foldExposure(record, exposure) {
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
function byTimeThenId(a, b) {
  return a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
