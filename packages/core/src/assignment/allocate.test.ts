import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Allocation, allocate } from "./allocate.ts";
import { SLOT_COUNT } from "./slot.ts";

/** The variant that owns each slot, or -1. */
function owners(allocation: Allocation): number[] {
  const slots = new Array<number>(SLOT_COUNT).fill(-1);
  for (const { variant, from, to } of allocation) slots.fill(variant, from, to);
  return slots;
}

const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 10 });

describe("allocate", () => {
  it("divides 66 to 33 into 6,667 and 3,333 slots", () => {
    expect(allocate([66, 33], 1)).toEqual([
      { variant: 0, from: 0, to: 6667 },
      { variant: 1, from: 6667, to: 10_000 },
    ]);
  });

  it("leaves slots out of the experiment at partial coverage", () => {
    expect(allocate([1, 1], 0.1)).toEqual([
      { variant: 0, from: 0, to: 500 },
      { variant: 1, from: 5000, to: 5500 },
    ]);
  });

  it("gives nothing to a weight of 0 and to nobody at coverage 0", () => {
    expect(allocate([1, 0, 1], 1).map(({ variant }) => variant)).toEqual([0, 2]);
    expect(allocate([1, 1], 0)).toEqual([]);
  });

  it("gives ties to the earlier variant", () => {
    expect(allocate([1, 1, 1], 1).map(({ from, to }) => to - from)).toEqual([3334, 3333, 3333]);
  });

  it("covers every slot once at full coverage, each band within one slot of its share", () => {
    fc.assert(
      fc.property(weights, (list) => {
        const total = list.reduce((sum, weight) => sum + weight, 0);
        fc.pre(list.every((weight) => (weight / total) * SLOT_COUNT >= 1));
        const allocation = allocate(list, 1);
        expect(allocation[0]?.from).toBe(0);
        expect(allocation.at(-1)?.to).toBe(SLOT_COUNT);
        allocation.forEach(({ variant, from, to }, index) => {
          expect(from).toBe(index === 0 ? 0 : allocation[index - 1]?.to);
          expect(Math.abs(to - from - ((list[variant] as number) / total) * SLOT_COUNT)).toBeLessThan(1);
        });
      }),
    );
  });

  it("moves nobody when coverage grows", () => {
    fc.assert(
      fc.property(
        weights,
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (list, a, b) => {
          const total = list.reduce((sum, weight) => sum + weight, 0);
          fc.pre(list.every((weight) => (weight / total) * SLOT_COUNT * Math.min(a, b) >= 2));
          const smaller = owners(allocate(list, Math.min(a, b)));
          const larger = owners(allocate(list, Math.max(a, b)));
          expect(smaller.every((owner, slot) => owner === -1 || owner === larger[slot])).toBe(true);
        },
      ),
    );
  });

  it.each([
    ["no weights", [], 1],
    ["only zeros", [0, 0], 1],
    ["a negative weight", [1, -1], 1],
    ["a weight that is not a number", [1, Number.NaN], 1],
    ["an infinite weight", [1, Infinity], 1],
    ["a coverage above 1", [1, 1], 1.5],
    ["a coverage that is not a number", [1, 1], Number.NaN],
    ["a positive weight that owns no slot", [1_000_000, 1], 1],
  ])("refuses %s and says what to do", (_, list, coverage) => {
    expect(() => allocate(list, coverage)).toThrow(
      expect.objectContaining({ code: "invalid-allocation", message: expect.stringMatching(/Give weights/) }),
    );
  });
});
