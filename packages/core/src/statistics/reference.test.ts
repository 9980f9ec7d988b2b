import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { confidenceSequence } from "./anytime-valid/confidence-sequence.ts";
import { compareAll } from "./compare-all.ts";
import { probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import type { DemandPoint } from "./demand/demand-point.ts";
import { fitDemand } from "./demand/fit-demand.ts";
import { credibleInterval } from "./interval.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import { hurdlePosterior } from "./posteriors/hurdle-posterior.ts";
import { planMixPosteriors } from "./posteriors/plan-mix-posteriors.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { scaledPosterior } from "./posteriors/scaled-posterior.ts";
import { type StudentParameters, studentPosterior } from "./posteriors/student-posterior.ts";
import { sampleRatio } from "./sample-ratio.ts";

/** High-precision values, computed elsewhere; `STATISTICS_REFERENCE` names the file. */
interface ReferenceFile {
  readonly cases: readonly {
    readonly name: string;
    readonly prior: { readonly alpha: number; readonly beta: number };
    readonly variants: readonly {
      readonly visitors: number;
      readonly conversions: number;
      readonly price?: number;
      readonly weight?: number;
    }[];
    readonly expected: {
      readonly conversion: readonly ExpectedArm[];
      readonly revenuePerVisitorSinglePrice?: readonly ExpectedArm[];
      readonly sampleRatio?: { readonly chiSquared: number; readonly pValue: number };
    };
  }[];
  readonly planMix: readonly (ModelCase<{
    readonly visitors: number;
    readonly plans: readonly { readonly amount: number; readonly count: number }[];
  }> & { readonly prior: { readonly alpha: number; readonly beta: number } })[];
  readonly hurdle: readonly ModelCase<{
    readonly visitors: number;
    readonly conversions: number;
    readonly revenue: Sums;
  }>[];
  readonly mean: readonly ModelCase<{ readonly visitors: number; readonly total: Sums }>[];
  readonly anytimeValid: readonly {
    readonly name: string;
    readonly control: Sums & { readonly n: number };
    readonly treatment: Sums & { readonly n: number };
    readonly alpha: number;
    readonly tuning: number;
    readonly expected: { readonly difference: number; readonly interval: readonly [number, number] };
  }[];
  readonly demand: readonly (ModelCase<
    DemandPoint,
    {
      readonly interceptMean: number;
      readonly slopeMean: number;
      readonly optimalPriceMedian: number;
      readonly optimalPrice80: readonly [number, number];
      readonly probabilityOptimumAboveTestedRange: number;
      readonly atPrice: readonly {
        readonly conversionMean: number;
        readonly elasticityMean: number;
        readonly revenuePerVisitorMean: number;
      }[];
    }
  > & { readonly unitCost: number })[];
}

interface Sums {
  readonly sum: number;
  readonly sumOfSquares: number;
}

/** Another section of the file: a model whose inputs are particular to it. */
interface ModelCase<Variant, Expected = readonly ExpectedArm[]> {
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly expected: Expected;
}

interface ExpectedArm {
  readonly mean: number;
  readonly interval95: readonly [number, number];
  readonly probabilityBest: number;
  readonly expectedLoss: number;
  readonly probabilityBeatsControl?: number;
  readonly standardDeviation?: number;
  readonly relativeLift95?: readonly [number, number];
}

/** Stated by the file: absolute, and for lifts relative. */
const TOLERANCE = 1e-10;

/**
 * One stated lift is off in its tenth digit. The exact value follows from the arms' polynomial distribution
 * functions, Beta(26, 1) and Beta(25, 2): `(1 + r)^26 = (1 + 25/2 - 676/51) / 0.025`.
 */
const CORRECTED_LIFT = { name: "everybody converts", upper: ((1 + 25 / 2 - 676 / 51) / 0.025) ** (1 / 26) - 1 };

const path = process.env.STATISTICS_REFERENCE;
const reference: ReferenceFile = path
  ? JSON.parse(readFileSync(path, "utf8"))
  : { cases: [], planMix: [], hurdle: [], mean: [], anytimeValid: [], demand: [] };

function expectClose(actual: number, expected: number, tolerance = TOLERANCE): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

function expectArms(
  name: string,
  posteriors: readonly Posterior[],
  expected: readonly ExpectedArm[],
  tolerance = TOLERANCE,
): void {
  const standings = compareAll(posteriors);
  const control = posteriors[0] as Posterior;
  posteriors.forEach((posterior, index) => {
    const arm = expected[index] as ExpectedArm;
    const interval = credibleInterval(posterior, 0.95);
    expectClose(posterior.mean, arm.mean, tolerance);
    expectClose(interval[0], arm.interval95[0], tolerance);
    expectClose(interval[1], arm.interval95[1], tolerance);
    expectClose(standings[index]?.probabilityBest ?? Number.NaN, arm.probabilityBest, tolerance);
    expectClose(standings[index]?.expectedLoss ?? Number.NaN, arm.expectedLoss, tolerance);
    if (arm.probabilityBeatsControl !== undefined)
      expectClose(probabilityGreater(posterior, control), arm.probabilityBeatsControl, tolerance);
    if (arm.relativeLift95) {
      const lift = relativeLiftInterval(posterior, control, 0.95);
      const upper = name === CORRECTED_LIFT.name ? CORRECTED_LIFT.upper : arm.relativeLift95[1];
      expectClose(lift[0] / arm.relativeLift95[0], 1, tolerance);
      expectClose(lift[1] / upper, 1, tolerance);
    }
  });
}

function studentOf(count: number, { sum, sumOfSquares }: Sums): StudentParameters {
  const location = sum / count;
  const variance = (sumOfSquares - count * location * location) / (count - 1);
  return { location, scale: Math.sqrt(variance / count), degreesOfFreedom: count - 1 };
}

describe("reference values", () => {
  it("agree with the closed form of a lift", () => {
    const [, upper] = relativeLiftInterval(betaPosterior(25, 2), betaPosterior(26, 1), 0.95);
    expectClose(upper / CORRECTED_LIFT.upper, 1, 1e-12);
  });

  for (const { name, prior, variants, expected } of reference.cases) {
    const conversion = variants.map(({ visitors, conversions }) =>
      betaPosterior(prior.alpha + conversions, prior.beta + visitors - conversions),
    );

    it(`${name}: conversion`, () => expectArms(name, conversion, expected.conversion));

    const revenue = expected.revenuePerVisitorSinglePrice;
    if (revenue) {
      it(`${name}: revenue per visitor`, () => {
        expectArms(
          name,
          conversion.map((posterior, index) => scaledPosterior(posterior, variants[index]?.price as number)),
          revenue,
        );
      });
    }
    const ratio = expected.sampleRatio;
    if (ratio) {
      it(`${name}: sample ratio`, () => {
        const actual = sampleRatio(variants);
        expectClose((actual?.chiSquared as number) / (ratio.chiSquared || 1), ratio.chiSquared ? 1 : 0);
        expectClose(actual?.pValue as number, ratio.pValue);
      });
    }
  }

  for (const { name, prior, variants, expected } of reference.planMix) {
    it(`${name}: plan mix`, () => {
      const posteriors = planMixPosteriors(variants, prior);
      expectArms(name, posteriors, expected, 1e-9);
      posteriors.forEach(({ variance }, index) => {
        expectClose(Math.sqrt(variance), expected[index]?.standardDeviation as number, 1e-9);
      });
    });
  }

  for (const { name, variants, expected } of reference.hurdle) {
    it(`${name}: hurdle`, () => {
      const posteriors = variants.map(({ visitors, conversions, revenue }) =>
        hurdlePosterior(betaPosterior(1 + conversions, 1 + visitors - conversions), studentOf(conversions, revenue)),
      );
      expectArms(name, posteriors, expected, 1e-8);
    });
  }

  for (const { name, variants, expected } of reference.mean) {
    it(`${name}: mean`, () => {
      expectArms(
        name,
        variants.map(({ visitors, total }) => studentPosterior(studentOf(visitors, total))),
        expected,
      );
    });
  }

  for (const { name, control, treatment, alpha, tuning, expected } of reference.anytimeValid) {
    it(`${name}: anytime-valid interval`, () => {
      const actual = confidenceSequence(
        { ...control, count: control.n },
        { ...treatment, count: treatment.n },
        { alpha, tuning },
      );
      expectClose((actual?.difference as number) / expected.difference, 1, 1e-12);
      expectClose((actual?.interval[0] as number) / expected.interval[0], 1, 1e-12);
      expectClose((actual?.interval[1] as number) / expected.interval[1], 1, 1e-12);
    });
  }

  for (const { name, variants, unitCost, expected } of reference.demand) {
    it(`${name}: demand`, () => {
      const fit = fitDemand(variants, { unitCost });
      const expectRelative = (actual: number, value: number) => expectClose(actual / value, 1, 1e-6);
      expectRelative(fit.intercept, expected.interceptMean);
      expectRelative(fit.slope, expected.slopeMean);
      expectRelative(fit.bestPrice.median, expected.optimalPriceMedian);
      expectRelative(fit.bestPrice.interval80[0], expected.optimalPrice80[0]);
      expectRelative(fit.bestPrice.interval80[1], expected.optimalPrice80[1]);
      expectRelative(fit.probabilityBestAbove, expected.probabilityOptimumAboveTestedRange);
      expected.atPrice.forEach(({ conversionMean, elasticityMean, revenuePerVisitorMean }, index) => {
        const at = fit.atTestedPrices[index];
        expectRelative(at?.conversion.mean as number, conversionMean);
        expectRelative(at?.elasticity.mean as number, elasticityMean);
        expectRelative(at?.revenuePerVisitor.mean as number, revenuePerVisitorMean);
      });
    });
  }
});
