import { describe, expect, it } from "vitest";
import { niceTicks } from "./nice-ticks.ts";

describe("niceTicks", () => {
  it("gives round values inside the range", () => {
    expect(niceTicks(0.7, 1.02, 4)).toEqual([0.7, 0.8, 0.9, 1].map((value) => expect.closeTo(value, 12)));
    expect(niceTicks(3, 47, 5)).toEqual([10, 20, 30, 40]);
  });

  it("gives none where there is no range", () => {
    expect(niceTicks(1, 1, 5)).toEqual([]);
    expect(niceTicks(Number.NaN, 1, 5)).toEqual([]);
  });
});
