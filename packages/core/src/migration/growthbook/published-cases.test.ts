import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { bucketRanges, chooseVariation, equalWeights } from "./bucket-ranges.ts";
import { inNamespace } from "./filter.ts";
import { hashGrowthBook } from "./hash-growthbook.ts";

/** GrowthBook's own cases for its SDKs, which are read where GROWTHBOOK_CASES names their file. */
interface Cases {
  readonly hash: readonly [seed: string, value: string, version: number, expected: number | null][];
  readonly getBucketRange: readonly [string, [number, number, number[] | null], [number, number][]][];
  readonly chooseVariation: readonly [string, number, [number, number][], number][];
  readonly inNamespace: readonly [string, string, [string, number, number], boolean][];
  readonly getEqualWeights: readonly [number, number[]][];
}

const file = process.env.GROWTHBOOK_CASES;
const cases: Cases | null = file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;

/** The cases state ranges and weights to so many digits. */
const DIGITS = 6;

describe("GrowthBook's own arithmetic", () => {
  it("gives nobody a variation where there is none", () => {
    expect(equalWeights(0)).toEqual([]);
    expect(bucketRanges(0, 1, null)).toEqual([]);
    expect(chooseVariation(0.5, [])).toBe(-1);
  });

  if (!cases) return;
  it.each(cases.hash)("hashes %j, %j by version %j", (seed, value, version, expected) => {
    expect(hashGrowthBook(seed, value, version)).toBe(expected);
  });
  it.each(cases.getBucketRange)("divides ranges: %s", (_, [count, coverage, weights], expected) => {
    const ranges = bucketRanges(count, coverage, weights);
    expect(ranges).toHaveLength(expected.length);
    ranges.flat().forEach((value, index) => {
      expect(value).toBeCloseTo(expected.flat()[index] as number, DIGITS);
    });
  });
  it.each(cases.chooseVariation)("chooses: %s", (_, value, ranges, expected) => {
    expect(chooseVariation(value, ranges)).toBe(expected);
  });
  it.each(cases.inNamespace)("knows a namespace: %s", (_, value, namespace, expected) => {
    expect(inNamespace(value, namespace)).toBe(expected);
  });
  it.each(cases.getEqualWeights)("divides equally among %j", (count, expected) => {
    const weights = equalWeights(count);
    expect(weights).toHaveLength(expected.length);
    weights.forEach((weight, index) => {
      expect(weight).toBeCloseTo(expected[index] as number, DIGITS);
    });
  });
});
