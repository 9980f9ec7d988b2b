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
  if (
    !(total > 0 && total < Infinity) ||
    weights.some((weight) => !(weight >= 0)) ||
    !(coverage >= 0 && coverage <= 1)
  ) {
    refuse(
      `weights [${weights}] at coverage ${coverage} cannot be allocated; give weights of 0 or more, not all 0, and a coverage from 0 to 1`,
    );
  }
  const allocation: SlotRange[] = [];
  let from = 0;
  bands(weights, total).forEach((band, variant) => {
    const owned = Math.floor(coverage * band + 0.5);
    if (owned > 0) allocation.push({ variant, from, to: from + owned });
    else if ((weights[variant] as number) > 0 && coverage > 0) {
      refuse(
        `variant ${variant} (weight ${weights[variant]} of ${total} at coverage ${coverage}) owns less than one of ${SLOT_COUNT} slots; raise it, or set its weight to 0`,
      );
    }
    from += band;
  });
  return allocation;
}

function refuse(message: string): never {
  throw new PricewrightError("invalid-allocation", `${message}.`);
}

/** Largest-remainder apportionment of all slots. */
function bands(weights: readonly number[], total: number): number[] {
  const exact = weights.map((weight) => (weight / total) * SLOT_COUNT);
  const counts = exact.map(Math.floor);
  let left = SLOT_COUNT - counts.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact
    .map((value, variant) => ({ variant, remainder: value - Math.floor(value) }))
    .sort((a, b) => b.remainder - a.remainder || a.variant - b.variant);
  for (const { variant } of byRemainder) {
    if (left-- <= 0) break;
    counts[variant] = (counts[variant] as number) + 1;
  }
  return counts;
}
