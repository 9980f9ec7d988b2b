const NO_INTEGRITY = { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0 };
/** The arm's integrity counts, all 0 where none were given. */
export function integrityOf({ integrity }) {
  return integrity ?? NO_INTEGRITY;
}
/** Units that arrived in the arm, in the analysis or not. This is what a sample ratio is about. */
export function arrivals(variant) {
  const { priceMismatches, multipleExposure } = integrityOf(variant);
  return variant.visitors + priceMismatches + multipleExposure;
}
/**
 * Adds two shards of one arm. Associative and commutative, so days and replicas may be added in any order; plans
 * are matched by id and amount.
 */
export function mergeStatistics(a, b) {
  const left = integrityOf(a);
  const right = integrityOf(b);
  const weight = a.weight ?? b.weight;
  const plans = mergePlans([...(a.plans ?? []), ...(b.plans ?? [])]);
  return {
    key: a.key,
    ...(weight === undefined ? {} : { weight }),
    visitors: a.visitors + b.visitors,
    conversions: a.conversions + b.conversions,
    ...(a.plans || b.plans ? { plans } : {}),
    integrity: {
      checked: left.checked + right.checked,
      priceMismatches: left.priceMismatches + right.priceMismatches,
      multipleExposure: left.multipleExposure + right.multipleExposure,
      slotDrift: left.slotDrift + right.slotDrift,
    },
  };
}
function mergePlans(plans) {
  const merged = new Map();
  for (const plan of plans) {
    const key = JSON.stringify([plan.id, plan.amount]);
    merged.set(key, { ...plan, count: plan.count + (merged.get(key)?.count ?? 0) });
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, plan]) => plan);
}
