import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Allocation, allocate } from "./allocate.ts";
import { reallocate } from "./reallocate.ts";
import { SLOT_COUNT } from "./slot.ts";

const NOBODY = 10;

/** The variant that owns each slot, or 10. */
function owners(allocation: Allocation): number[] {
  const slots = new Array<number>(SLOT_COUNT).fill(NOBODY);
  for (const { variant, from, to } of allocation) slots.fill(variant, from, to);
  return slots;
}

/** How many slots each owner has, nobody included. */
function counts(allocation: Allocation): number[] {
  const slots = new Array<number>(NOBODY + 1).fill(0);
  for (const owner of owners(allocation)) slots[owner] = (slots[owner] as number) + 1;
  return slots;
}

const setting = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 }),
  coverage: fc.oneof(fc.constant(0), fc.double({ min: 0.1, max: 1, noNaN: true })),
});

describe("reallocate", () => {
  it("takes the highest slots of whoever shrinks, and gives them to whoever grows", () => {
    expect(reallocate(allocate([1, 1], 1), [3, 1], 1)).toEqual([
      { variant: 0, from: 0, to: 5000 },
      { variant: 1, from: 5000, to: 7500 },
      { variant: 0, from: 7500, to: 10_000 },
    ]);
  });

  it("serves a variant that was added at the end", () => {
    expect(reallocate(allocate([1, 1], 1), [2, 2, 1], 1)).toEqual([
      { variant: 0, from: 0, to: 4000 },
      { variant: 2, from: 4000, to: 5000 },
      { variant: 1, from: 5000, to: 9000 },
      { variant: 2, from: 9000, to: 10_000 },
    ]);
  });

  it("reaches the new counts and moves exactly half the distance to them, in any series of changes", () => {
    fc.assert(
      fc.property(fc.array(setting, { minLength: 2, maxLength: 5 }), (settings) => {
        let allocation: Allocation = [];
        for (const { weights, coverage } of settings) {
          const target = counts(allocate(weights, coverage));
          const before = counts(allocation);
          const next = reallocate(allocation, weights, coverage);
          const slots = owners(allocation);
          const moved = owners(next).filter((owner, slot) => owner !== slots[slot]).length;
          const distance = target.reduce((sum, count, owner) => sum + Math.abs(count - (before[owner] as number)), 0);
          expect(counts(next)).toEqual(target);
          expect(moved).toBe(distance / 2);
          allocation = next;
        }
      }),
    );
  });

  it("gives ranges in order whose equal neighbours are merged", () => {
    fc.assert(
      fc.property(setting, setting, (first, second) => {
        const result = reallocate(allocate(first.weights, first.coverage), second.weights, second.coverage);
        result.slice(1).forEach(({ variant, from }, index) => {
          const before = result[index] as Allocation[number];
          expect(from).toBeGreaterThanOrEqual(before.to);
          expect(from > before.to || variant !== before.variant).toBe(true);
        });
      }),
    );
  });

  it("refuses an allocation that overlaps", () => {
    const overlapping = [
      { variant: 0, from: 0, to: 6000 },
      { variant: 1, from: 5000, to: 10_000 },
    ];
    expect(() => reallocate(overlapping, [1, 1], 1)).toThrow(expect.objectContaining({ code: "invalid-allocation" }));
  });
});
