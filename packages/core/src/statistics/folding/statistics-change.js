/**
 * What must be added to the running statistics when a unit's record goes from one state to another: nothing when
 * nothing changed, one entry where its place stays, two where it moves.
 */
export function statisticsChange(before, after) {
  const entries = [];
  if (before) entries.push({ ...keyOf(before), ...negate(countsOf(before)) });
  if (after) entries.push({ ...keyOf(after), ...countsOf(after) });
  return addStatistics(entries);
}
/** Adds up changes under the same key, in the order of keys, and drops those that come to nothing. */
export function addStatistics(changes) {
  const sums = new Map();
  for (const change of changes) {
    const key = JSON.stringify([change.revision, change.variant, change.day]);
    const sum = sums.get(key);
    sums.set(key, sum ? { ...sum, ...add(sum, change) } : change);
  }
  return [...sums]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change)
    .filter((change) => !isNothing(change));
}
function keyOf({ revision, variant, firstExposedAt }) {
  return { revision, variant, day: new Date(firstExposedAt).toISOString().slice(0, 10) };
}
/** A unit is in the analysis, or left out for exactly one reason. */
function countsOf(record) {
  const multiple = record.severalVariants;
  const mismatch = !multiple && (record.shownMismatch || record.chargedMismatch);
  const analysed = !multiple && !mismatch;
  const sold = analysed && record.sale !== null;
  return {
    visitors: Number(analysed),
    conversions: Number(sold),
    checked: Number(record.checked),
    priceMismatches: Number(mismatch),
    multipleExposure: Number(multiple),
    slotDrift: Number(record.slotDrift),
    sales: sold && record.sale !== null ? { [record.sale]: 1 } : {},
  };
}
const COUNTS = ["visitors", "conversions", "checked", "priceMismatches", "multipleExposure", "slotDrift"];
function combine(a, b, sign) {
  const sales = { ...a.sales };
  for (const [price, count] of Object.entries(b.sales)) sales[price] = (sales[price] ?? 0) + sign * count;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, a[name] + sign * b[name]]));
  return { ...counts, sales: Object.fromEntries(Object.entries(sales).filter(([, count]) => count !== 0)) };
}
const NOTHING = {
  visitors: 0,
  conversions: 0,
  checked: 0,
  priceMismatches: 0,
  multipleExposure: 0,
  slotDrift: 0,
  sales: {},
};
function add(a, b) {
  return combine(a, b, 1);
}
function negate(counts) {
  return combine(NOTHING, counts, -1);
}
function isNothing(change) {
  return COUNTS.every((name) => change[name] === 0) && Object.keys(change.sales).length === 0;
}
