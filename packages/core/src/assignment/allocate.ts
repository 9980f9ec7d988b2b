import { PricewrightError } from "../errors/pricewright-error.ts";
import { SLOT_COUNT } from "./slot.ts";

/** The slots `from <= slot < to`, and the position of the variant that owns them in the experiment's list. */
export interface SlotRange {
  readonly variant: number;
  readonly from: number;
  readonly to: number;
}

/** Which slots belong to which variant, in order. Slots that no range covers are not in the experiment. */
export type Allocation = readonly SlotRange[];

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
export function allocate(weights: readonly number[], coverage: number): Allocation {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const usable = total < Infinity && weights.every((weight) => weight >= 0) && coverage >= 0 && coverage <= 1;
  const allocation: SlotRange[] = [];
  let from = 0;
  bands(weights, total).forEach((band, variant) => {
    const owned = Math.floor(coverage * band + 0.5);
    if (owned) allocation.push({ variant, from, to: from + owned });
    from += band;
  });
  // Every weight above 0 owns a slot, unless nobody takes part.
  if (!usable || !total || (coverage && allocation.length < weights.filter(Boolean).length))
    throw new PricewrightError(
      "invalid-allocation",
      `weights [${weights}] at coverage ${coverage} own no slots. Give weights >= 0 that each own a slot, and coverage 0 to 1.`,
    );
  return allocation;
}

/** Largest-remainder apportionment of all slots. */
function bands(weights: readonly number[], total: number): number[] {
  const exact = weights.map((weight) => (weight / total) * SLOT_COUNT);
  const counts = exact.map(Math.floor);
  const left = SLOT_COUNT - counts.reduce((sum, count) => sum + count, 0);
  // The sort is stable, so ties stay in variant order.
  const byRemainder = [...exact.keys()].sort((a, b) => ((exact[b] as number) % 1) - ((exact[a] as number) % 1));
  for (const variant of byRemainder.slice(0, left)) counts[variant] = (counts[variant] as number) + 1;
  return counts;
}
