import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnalyzeExperimentOptions, analyzeExperiment, analyzeExperimentSafe } from "./analyze-experiment.ts";
import { anyExperiment } from "./any-experiment.test.model.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import { hurdlePosterior } from "./posteriors/hurdle-posterior.ts";
import { planMixPosterior } from "./posteriors/plan-mix-posterior.ts";
import { scaledPosterior } from "./posteriors/scaled-posterior.ts";
import type { ExperimentReport } from "./report.ts";
import { mergeStatistics, type VariantStatistics } from "./variant-statistics.ts";

const RUNS = Number(process.env.STATISTICS_RUNS ?? 40);
const models = Object.entries(anyExperiment);
const options = (variants: readonly VariantStatistics[]): AnalyzeExperimentOptions => ({
  variants,
  control: "arm-0",
  currency: "USD",
});

/** Every number of a report, with its path; what cannot be known is null and never NaN. */
function numbersIn(value: unknown, path: string, found: [string, number][] = []): [string, number][] {
  if (typeof value === "number") found.push([path, value]);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) numbersIn(inner, `${path}.${key}`, found);
  return found;
}

function intervalsOf(report: ExperimentReport): (readonly [number, number])[] {
  return report.variants.flatMap((variant) =>
    [
      variant.conversion.interval,
      variant.revenuePerVisitor?.interval,
      variant.marginPerVisitor?.interval,
      variant.versusControl?.differenceInterval,
      variant.versusControl?.relativeLiftInterval,
      variant.versusControl?.anytimeValid,
    ].filter((interval) => interval !== null && interval !== undefined),
  );
}

describe.each(models)("a report on %s, for anything that data can be", (_, experiments) => {
  it("holds finite numbers only, ordered intervals, probabilities that sum to 1, and no negative loss", () => {
    fc.assert(
      fc.property(experiments, (variants) => {
        const report = analyzeExperiment(options(variants));
        expect(numbersIn(report, "report").filter(([, value]) => !Number.isFinite(value))).toEqual([]);
        expect(intervalsOf(report).filter(([low, high]) => low > high)).toEqual([]);
        const probabilities = report.variants.map(({ probabilityBest }) => probabilityBest);
        expect(probabilities.filter((probability) => probability < 0 || probability > 1)).toEqual([]);
        expect(Math.abs(probabilities.reduce((sum, value) => sum + value, 0) - 1)).toBeLessThan(1e-9);
        expect(report.variants.filter(({ expectedLoss }) => expectedLoss < 0)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });

  it("is the same, in another order, when the arms are in another order", () => {
    fc.assert(
      fc.property(experiments, (variants) => {
        const report = analyzeExperiment(options(variants));
        const turned = analyzeExperiment(options([...variants].reverse()));
        for (const variant of report.variants) {
          const same = turned.variants.find(({ key }) => key === variant.key);
          expect(same?.probabilityBest).toBeCloseTo(variant.probabilityBest, 9);
          const scale = Math.max(
            ...report.variants.map(({ conversion, revenuePerVisitor, marginPerVisitor }) =>
              Math.abs((marginPerVisitor ?? revenuePerVisitor ?? conversion).mean),
            ),
            Number.MIN_VALUE,
          );
          expect(Math.abs((same?.expectedLoss ?? Number.NaN) - variant.expectedLoss) / scale).toBeLessThan(1e-9);
          expect(same?.conversion).toEqual(variant.conversion);
        }
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  it("is that of the whole when it is made of shards", () => {
    fc.assert(
      fc.property(experiments, (variants) => {
        // Nothing may be lost or doubled by adding a shard of no units.
        const empty = variants.map(
          (variant): VariantStatistics => ({
            ...variant,
            visitors: 0,
            conversions: 0,
            ...(variant.plans ? { plans: variant.plans.map((plan) => ({ ...plan, count: 0 })) } : {}),
            ...(variant.revenue ? { revenue: { sum: 0, sumOfSquares: 0 } } : {}),
            ...(variant.cost ? { cost: { sum: 0, sumOfSquares: 0, sumOfProductsWithRevenue: 0 } } : {}),
            integrity: { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0 },
          }),
        );
        const merged = variants.map((variant, index) => mergeStatistics(variant, empty[index] as VariantStatistics));
        const [whole, sharded] = [analyzeExperiment(options(variants)), analyzeExperiment(options(merged))];
        expect(sharded.health).toEqual(whole.health);
        whole.variants.forEach(({ probabilityBest, visitors }, index) => {
          expect(sharded.variants[index]?.visitors).toBe(visitors);
          expect(sharded.variants[index]?.probabilityBest).toBeCloseTo(probabilityBest, 9);
        });
      }),
      { numRuns: Math.ceil(RUNS / 4) },
    );
  });

  it("refuses it when one count cannot be, and never throws instead", () => {
    fc.assert(
      fc.property(experiments, fc.constantFrom(-1, 0.5, Number.NaN, Infinity), (variants, broken) => {
        const [first, ...others] = variants as [VariantStatistics, ...VariantStatistics[]];
        expect(analyzeExperimentSafe(options([{ ...first, visitors: broken }, ...others])).success).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});

describe("models that must agree", () => {
  it("the plan mix with one plan is the single price", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 200 }),
        fc.constantFrom(0.01, 39, 1e6),
        (others, buyers, amount) => {
          const mix = planMixPosterior([
            { amount: 0, alpha: 1 + others },
            { amount, alpha: 1 + buyers },
          ]);
          const single = scaledPosterior(betaPosterior(1 + buyers, 1 + others), amount);
          expect(Math.abs(mix.mean / single.mean - 1)).toBeLessThan(1e-12);
          for (const p of [0.01, 0.3, 0.9]) {
            const x = single.quantile(p);
            expect(Math.abs(mix.cdf(x) - p)).toBeLessThan(1e-9);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("the hurdle comes closer to the single price as the amounts do to one another", () => {
    const conversion = betaPosterior(41, 961);
    const single = scaledPosterior(conversion, 20);
    const distance = (spread: number) => {
      const hurdle = hurdlePosterior(conversion, {
        location: 20,
        scale: (20 * spread) / Math.sqrt(40),
        degreesOfFreedom: 39,
      });
      return Math.max(...[0.05, 0.25, 0.5, 0.75, 0.95].map((p) => Math.abs(hurdle.cdf(single.quantile(p)) - p)));
    };
    const distances = [1, 0.3, 0.1, 0.03, 0.01].map(distance);
    for (const [index, value] of distances.entries())
      if (index > 0) expect(value).toBeLessThan(distances[index - 1] as number);
    expect(distances.at(-1)).toBeLessThan(1e-4);
  });
});
