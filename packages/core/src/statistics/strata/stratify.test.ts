import { describe, expect, it } from "vitest";
import { analyzeExperiment } from "../analyze-experiment.ts";
import { describeReport } from "../describe-report.ts";
import type { VariantStatistics } from "../variant-statistics.ts";
import { stratify } from "./stratify.ts";

const LEAST = { visitors: 8, conversions: 5 };
const arm = (
  key: string,
  weightEpoch: number,
  weight: number,
  visitors: number,
  conversions: number,
  amount = 10,
): VariantStatistics => ({
  key,
  weightEpoch,
  weight,
  visitors,
  conversions,
  plans: [{ id: "pro", amount, count: conversions }],
});
/** Demand doubled when the weights changed; in both periods the arms convert alike. */
const changed = [
  arm("a", 1, 50, 10_000, 200),
  arm("b", 1, 50, 10_000, 200),
  arm("a", 2, 10, 2000, 80),
  arm("b", 2, 90, 18_000, 720),
];
const analyze = (variants: readonly VariantStatistics[]) =>
  analyzeExperiment({ variants, control: "a", currency: "USD" });

describe("statistics whose weights changed", () => {
  it("compares the arms within each period, so that a share that moves is no difference", () => {
    const report = analyze(changed);
    const [a, b] = report.variants;
    expect(a?.observed.conversion).toBeCloseTo(0.03, 12);
    expect(b?.observed.conversion).toBeCloseTo(0.03, 12);
    expect(b?.versusControl?.probabilityBeatsControl).toBeGreaterThan(0.35);
    expect(b?.versusControl?.probabilityBeatsControl).toBeLessThan(0.65);
    expect(b?.versusControl?.sources?.conversion).toBeCloseTo(0, 12);
    expect(b?.versusControl?.anytimeValid?.[0]).toBeLessThan(0);
    const pooled = analyze([arm("a", 1, 12, 12_000, 280), arm("b", 1, 28, 28_000, 920)]);
    expect(pooled.variants[1]?.probabilityBest).toBeGreaterThan(0.999);
  });

  it("has the variance of a stratified mean", () => {
    const [a] = analyze(changed).variants;
    const variance = [
      { share: 0.5, visitors: 10_000, conversions: 200 },
      { share: 0.5, visitors: 2000, conversions: 80 },
    ].reduce((sum, { share, visitors, conversions }) => {
      const p = conversions / visitors;
      return sum + (share * share * p * (1 - p)) / visitors;
    }, 0);
    const [low, high] = a?.conversion.interval ?? [0, 0];
    expect((high - low) / (2 * 1.959964 * Math.sqrt(variance))).toBeCloseTo(1, 1);
  });

  it("expects of each arm what each period's weights would have sent it, and says that weights changed", () => {
    const report = analyze(changed);
    expect(report.sampleRatio?.expected).toEqual([12_000, 28_000]);
    expect(report.health).toEqual([{ code: "weights-changed", severity: "note", weightings: 2, leftOut: 0 }]);
    expect(describeReport(report)[0]).toBe(
      "Weights changed while the test ran (2 different sets); variants are compared within each.",
    );
  });

  it("finds a mismatch that the sum over all weights would hide", () => {
    const report = analyze([
      arm("a", 1, 50, 10_600, 200),
      arm("b", 1, 50, 9400, 200),
      arm("a", 2, 50, 9900, 200),
      arm("b", 2, 50, 10_100, 200),
    ]);
    expect(report.sampleRatio?.arrived).toEqual([20_500, 19_500]);
    expect(report.health.map(({ code }) => code)).toEqual(["sample-ratio-mismatch"]);
  });

  it("puts periods of equal shares together, whatever the scale of their weights", () => {
    const { weightings, arms } = stratify([...changed, arm("a", 3, 1, 100, 9), arm("b", 3, 1, 100, 9)], LEAST);
    expect(weightings).toBe(2);
    expect(arms[0]?.strata.map(({ statistics }) => statistics.visitors)).toEqual([10_100, 2000]);
    expect(arms[0]?.strata.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 15);
  });

  it("leaves out a period in which an arm has hardly any units, for all arms alike", () => {
    const report = analyze([...changed, arm("a", 3, 1, 3, 1), arm("b", 3, 99, 297, 12)]);
    expect(report.health).toContainEqual({ code: "weights-changed", severity: "note", weightings: 3, leftOut: 300 });
    expect(report.variants.map(({ visitors, arrivals }) => [visitors, arrivals])).toEqual([
      [12_000, 12_003],
      [28_000, 28_297],
    ]);
  });

  it("compares all units at once while no period is large enough by itself", () => {
    const { arms, leftOut } = stratify(
      [arm("a", 1, 50, 50, 3), arm("b", 1, 50, 50, 3), arm("a", 2, 10, 10, 3), arm("b", 2, 90, 90, 3)],
      LEAST,
    );
    expect(leftOut).toBe(0);
    expect(arms.map(({ strata, total }) => [strata.length, total.visitors])).toEqual([
      [1, 60],
      [1, 140],
    ]);
  });

  it("judges an arm that was stopped on the periods it had", () => {
    const report = analyze([
      arm("a", 1, 1, 5000, 100),
      arm("b", 1, 1, 5000, 40),
      arm("c", 1, 1, 5000, 110),
      arm("a", 2, 1, 8000, 320),
      arm("b", 2, 0, 0, 0),
      arm("c", 2, 1, 8000, 350),
    ]);
    expect(report.variants.map(({ visitors }) => visitors)).toEqual([13_000, 5000, 13_000]);
    expect(report.health.map(({ code }) => code)).toEqual(["weights-changed"]);
    expect(report.variants[1]?.observed.conversion).toBeCloseTo(0.008, 12);
  });

  it("gives the model of one period where there is one", () => {
    const [a, b] = changed as [VariantStatistics, VariantStatistics];
    const { weightEpoch: _, ...plainA } = a;
    const { weightEpoch: __, ...plainB } = b;
    expect(analyze([a, b])).toEqual(analyze([plainA, plainB]));
  });
});
