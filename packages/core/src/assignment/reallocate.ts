import { PricewrightError } from "../errors/pricewright-error.ts";
import { type Allocation, allocate, type SlotRange } from "./allocate.ts";
import { areRanges } from "./are-ranges.ts";
import { SLOT_COUNT } from "./slot.ts";

/** Owns the slots that are not in the experiment. */
const NOBODY = -1;

/**
 * Changes an allocation to new weights and coverage by moving the fewest slots possible, half the L1 distance
 * between the old and the new counts. Whoever must shrink gives its highest slots; those go in ascending order to
 * whoever must grow, in variant order. The slots outside the experiment count as an owner, the last one.
 *
 * Only units that nobody has shown a price yet are concerned; every other one is frozen.
 *
 * @param weights Relative shares as in `allocate`, in the same variant order; new variants come at the end.
 * @param coverage Share of all units that take part, from 0 to 1.
 * @throws PricewrightError `invalid-allocation` when the allocation, weights or coverage are not usable.
 *
 * @example
 * reallocate(allocate([1, 1], 1), [3, 1], 1); // variant 1 gives its slots from 7,500 on
 */
export function reallocate(allocation: Allocation, weights: readonly number[], coverage: number): Allocation {
  if (!areRanges(allocation)) {
    throw new PricewrightError(
      "invalid-allocation",
      "The allocation does not hold ranges of slots in order and without overlap. Give one that allocate or reallocate made.",
    );
  }
  const owners = new Array<number>(SLOT_COUNT).fill(NOBODY);
  for (const { variant, from, to } of allocation) owners.fill(variant, from, to);
  const missing = missingSlots(owners, allocate(weights, coverage));
  const given = giveHighest(owners, missing);
  const growers = weights.map((_, variant) => variant).concat(NOBODY);
  for (const owner of growers) {
    const count = Math.max(0, missing.get(owner) ?? 0);
    for (const slot of given.splice(0, count)) owners[slot] = owner;
  }
  return toRanges(owners);
}

/** How many slots each owner lacks; negative for one that has too many. */
function missingSlots(owners: readonly number[], target: Allocation): Map<number, number> {
  const missing = new Map<number, number>([[NOBODY, SLOT_COUNT]]);
  const add = (owner: number, count: number) => missing.set(owner, (missing.get(owner) ?? 0) + count);
  for (const { variant, from, to } of target) {
    add(variant, to - from);
    add(NOBODY, from - to);
  }
  for (const owner of owners) add(owner, -1);
  return missing;
}

/** Takes the highest slots of every owner that has too many. Gives them in ascending order. */
function giveHighest(owners: readonly number[], missing: Map<number, number>): number[] {
  const given: number[] = [];
  for (let slot = SLOT_COUNT - 1; slot >= 0; slot--) {
    const owner = owners[slot] as number;
    const lacks = missing.get(owner) ?? 0;
    if (lacks < 0) {
      given.push(slot);
      missing.set(owner, lacks + 1);
    }
  }
  return given.reverse();
}

/** Ranges of equal neighbours, without those of nobody. */
function toRanges(owners: readonly number[]): SlotRange[] {
  const ranges: SlotRange[] = [];
  for (let from = 0; from < SLOT_COUNT; ) {
    const variant = owners[from] as number;
    let to = from + 1;
    while (to < SLOT_COUNT && owners[to] === variant) to++;
    if (variant !== NOBODY) ranges.push({ variant, from, to });
    from = to;
  }
  return ranges;
}
