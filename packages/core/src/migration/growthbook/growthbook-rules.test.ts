import { GrowthBook, type Experiment as GrowthBookExperiment } from "@growthbook/growthbook";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../assignment/experiment.ts";
import type { GrowthBookHash } from "../foreign-hash.ts";
import { type BucketRange, bucketRanges } from "./bucket-ranges.ts";
import { namespaceFilter } from "./filter.ts";
import { growthbook1, growthbook2 } from "./growthbook-rules.ts";
import { hashGrowthBook } from "./hash-growthbook.ts";

const anyId = fc.oneof(fc.string({ minLength: 1, unit: "binary", maxLength: 60 }), fc.uuid());

function experimentWith(hash: GrowthBookHash): Experiment {
  const variants = hash.ranges.map((_, index) => ({ key: `v${index}` }));
  return { key: "price", status: "running", control: "v0", variants, hash };
}

/** The position of the variation that GrowthBook itself assigns, or -1. */
function assignedByGrowthBook(definition: Partial<GrowthBookExperiment<number>>, id: string): number {
  const growthbook = new GrowthBook({ attributes: { id } });
  const result = growthbook.run({ key: "price", variations: [0, 1, 2], ...definition });
  return result.inExperiment ? result.variationId : -1;
}

describe("growthbook-1 and growthbook-2", () => {
  it("give the published values", () => {
    expect(hashGrowthBook("seed", "a", 2)).toBe(0.0505);
    expect(hashGrowthBook("foo", "def", 2)).toBe(0.2019);
    expect(hashGrowthBook("ef", "d", 1)).toBe(0.652);
    expect(hashGrowthBook("ef", "d", 3)).toBeNull();
  });

  it.each([
    [growthbook1, 1],
    [growthbook2, 2],
  ] as const)("assign every id as GrowthBook does ($1)", (rule, hashVersion) => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const setting = fc.record({
      seed: fc.string({ minLength: 1, unit: "binary", maxLength: 20 }),
      coverage: share,
      weights: fc.tuple(share, share).map(([a, b]) => [a / 2, b / 2, 1 - a / 2 - b / 2]),
      ids: fc.array(anyId, { minLength: 20, maxLength: 40 }),
    });
    fc.assert(
      fc.property(setting, ({ seed, coverage, weights, ids }) => {
        const ranges = bucketRanges(3, coverage, weights);
        const variantOf = rule.compile(experimentWith({ rule: rule.rule as "growthbook-1", seed, ranges }));
        for (const id of ids) {
          expect(variantOf(id)).toBe(assignedByGrowthBook({ seed, hashVersion, coverage, weights }, id));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("leaves out whoever is outside the experiment's namespace", () => {
    const ranges = bucketRanges(3, 1, undefined);
    const filters = [namespaceFilter(["prices", 0.2, 0.7])];
    const variantOf = growthbook2.compile(experimentWith({ rule: "growthbook-2", seed: "price", ranges, filters }));
    const chosen = new Set<number>();
    for (let index = 0; index < 3000; index++) {
      const id = `é${index}`;
      chosen.add(variantOf(id));
      expect(variantOf(id)).toBe(assignedByGrowthBook({ hashVersion: 2, namespace: ["prices", 0.2, 0.7] }, id));
    }
    expect([...chosen].sort()).toEqual([-1, 0, 1, 2]);
  });

  it("leaves out whoever any filter leaves out", () => {
    const ranges: BucketRange[] = [
      [0, 0.5],
      [0.5, 1],
    ];
    const filters = [
      { seed: "one", hashVersion: 2 as const, ranges: [[0, 0.3] as const, [0.6, 0.8] as const] },
      { seed: "two", hashVersion: 1 as const, ranges: [[0.1, 0.9] as const] },
    ];
    const variantOf = growthbook1.compile(experimentWith({ rule: "growthbook-1", seed: "price", ranges, filters }));
    for (let index = 0; index < 3000; index++) {
      const theirs = {
        variations: [0, 1] as [number, number],
        filters: filters.map(({ ranges, ...filter }) => ({ ...filter, ranges: ranges.map(([a, b]) => [a, b]) })),
      };
      expect(variantOf(`v_${index}`)).toBe(assignedByGrowthBook(theirs as never, `v_${index}`));
    }
  });

  it("refuses an experiment under another rule", () => {
    const ranges = bucketRanges(2, 1, undefined);
    const experiment = experimentWith({ rule: "growthbook-2", seed: "price", ranges });
    expect(() => growthbook1.compile(experiment)).toThrow(/hashed by "growthbook-2", not by "growthbook-1"/);
  });
});
