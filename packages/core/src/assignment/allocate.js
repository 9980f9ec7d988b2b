import { PricewrightError } from "../errors/pricewright-error.ts";
import { SLOT_COUNT } from "./slot.ts";
/**
 * Gives every variant its slots. The weights divide all 10,000 slots into bands by largest remainder, in
 * variant order (ties to the earlier variant); inside its band a variant owns the first
 * `floor(coverage * band + 1/2)` slots. Growing coverage therefore only adds slots: it never moves anyone.
 *
 * @param weights Relative shares, at least one of them above 0; a weight of 0 owns nothing.
 * @param coverage Share of all units that take part, from 0 to 1.
 * @throws PricewrightError `invalid-allocation` when weights or coverage are not usable, or when a positive
 * weight would own no slot although coverage is above 0.
 *
 * @example
 * allocate([66, 33], 1); // [{ variant: 0, from: 0, to: 6667 }, { variant: 1, from: 6667, to: 10000 }]
 */
export function allocate(weights, coverage) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (
    !(total > 0 && total < Infinity) ||
    weights.some((weight) => !(weight >= 0)) ||
    !(coverage >= 0 && coverage <= 1)
  ) {
    refuse(
      `weights [${weights}] with coverage ${coverage} cannot be allocated. Give weights of 0 or more that are not all 0, and a coverage from 0 to 1`,
    );
  }
  const allocation = [];
  let from = 0;
  bands(weights, total).forEach((band, variant) => {
    const owned = Math.floor(coverage * band + 0.5);
    if (owned > 0) allocation.push({ variant, from, to: from + owned });
    else if (weights[variant] > 0 && coverage > 0) {
      refuse(
        `variant ${variant} has weight ${weights[variant]} of ${total} at coverage ${coverage}, which is less than one of ${SLOT_COUNT} slots. Raise its weight or the coverage, or set its weight to 0`,
      );
    }
    from += band;
  });
  return allocation;
}
function refuse(message) {
  throw new PricewrightError("invalid-allocation", `${message}.`);
}
/** Largest-remainder apportionment of all slots. */
function bands(weights, total) {
  const exact = weights.map((weight) => (weight / total) * SLOT_COUNT);
  const counts = exact.map(Math.floor);
  let left = SLOT_COUNT - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((value, variant) => ({ variant, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.variant - b.variant);
  for (const { variant } of byRemainder) {
    if (left-- <= 0) break;
    counts[variant] = counts[variant] + 1;
  }
  return counts;
}
