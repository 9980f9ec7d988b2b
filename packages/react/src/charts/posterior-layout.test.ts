import { describe, expect, it } from "vitest";
import { posteriorLayout } from "./posterior-layout.ts";
import type { PosteriorSeries } from "./posterior-series.ts";

function arm(key: string, mean: number): PosteriorSeries {
  const curve = [-1, 0, 1].map((step) => [mean + step, 1 - Math.abs(step) / 2] as const);
  return { key, label: key, mean, interval: [mean - 1, mean + 1], curve };
}

describe("posteriorLayout", () => {
  it("puts labels that would overlap in rows of their own", () => {
    const arms = [arm("a", 10), arm("b", 10.1), arm("c", 30)];
    const { labels } = posteriorLayout(arms, ["first label", "second label", "third label"], 600);
    expect(labels.map(({ y }) => y)).toEqual([16, 38, 16]);
  });

  it("keeps labels inside the chart", () => {
    const { labels } = posteriorLayout([arm("a", 0), arm("b", 100)], ["a long label", "a long label"], 320);
    for (const { x } of labels) {
      expect(x).toBeGreaterThanOrEqual(40);
      expect(x).toBeLessThanOrEqual(280);
    }
  });
});
