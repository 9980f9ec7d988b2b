import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { confidenceSequence, type UnitSums } from "./anytime-valid/confidence-sequence.ts";
import { compareAll } from "./compare-all.ts";
import { differenceInterval, probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import type { DemandPoint } from "./demand/demand-point.ts";
import { fitDemand } from "./demand/fit-demand.ts";
import { credibleInterval, type Interval } from "./interval.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import { hurdlePosterior } from "./posteriors/hurdle-posterior.ts";
import { planMixPosteriors } from "./posteriors/plan-mix-posteriors.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import { scaledPosterior } from "./posteriors/scaled-posterior.ts";
import { type StudentParameters, studentPosterior } from "./posteriors/student-posterior.ts";

/** How far a value may be off: either bound suffices. */
interface Accuracy {
  readonly absolute: number;
  readonly relative: number;
}

interface Sums {
  readonly sum: number;
  readonly sumOfSquares: number;
}

interface ExpectedArm {
  readonly mean: number;
  readonly interval95: Interval;
  readonly probabilityBest: number;
  readonly expectedLoss: number;
  readonly standardDeviation?: number;
  readonly probabilityBeatsControl?: number;
  readonly difference95?: Interval;
  readonly relativeLift95?: Interval;
}

interface ComparedCase<Variant> {
  readonly name: string;
  readonly variants: readonly Variant[];
  readonly expected: readonly ExpectedArm[];
}

interface Distribution {
  readonly cdf: readonly { readonly x: number; readonly value: number }[];
  readonly quantile: readonly { readonly p: number; readonly value: number }[];
}

/** The file that `packages/core/reference/make-reference.py` makes with SciPy. */
interface Reference {
  readonly accuracy: Readonly<Record<Exclude<keyof Reference, "accuracy">, Accuracy>>;
  readonly beta: readonly (Distribution & { readonly alpha: number; readonly beta: number })[];
  readonly comparisons: readonly ComparedCase<{
    readonly visitors: number;
    readonly conversions: number;
    readonly price: number;
  }>[];
  readonly student: readonly (Distribution & StudentParameters)[];
  readonly mean: readonly ComparedCase<Sums & { readonly visitors: number }>[];
  readonly hurdle: readonly ComparedCase<Sums & { readonly visitors: number; readonly conversions: number }>[];
  readonly planMix: readonly ComparedCase<{
    readonly visitors: number;
    readonly plans: readonly { readonly amount: number; readonly count: number }[];
  }>[];
  readonly anytimeValid: readonly {
    readonly name: string;
    readonly control: UnitSums;
    readonly treatment: UnitSums;
    readonly alpha: number;
    readonly tuning: number;
    readonly expected: { readonly difference: number; readonly interval: Interval };
  }[];
  readonly demand: readonly {
    readonly name: string;
    readonly points: readonly DemandPoint[];
    readonly unitCost: number;
    readonly expected: {
      readonly intercept: number;
      readonly slope: number;
      readonly bestPriceMedian: number;
      readonly bestPrice80: Interval;
      readonly probabilityBestAbove: number;
      readonly atTestedPrices: readonly {
        readonly conversion: number;
        readonly elasticity: number;
        readonly marginPerVisitor: number;
      }[];
    };
  }[];
}

const file = new URL("../../reference/statistics.json", import.meta.url);
const reference: Reference = JSON.parse(readFileSync(file, "utf8"));

function expectClose(actual: number | undefined, expected: number, { absolute, relative }: Accuracy): void {
  const error = Math.abs((actual ?? Number.NaN) - expected);
  expect(error, `${actual} against ${expected}`).toBeLessThanOrEqual(Math.max(absolute, relative * Math.abs(expected)));
}

function expectInterval(actual: Interval, expected: Interval, accuracy: Accuracy): void {
  expectClose(actual[0], expected[0], accuracy);
  expectClose(actual[1], expected[1], accuracy);
}

function expectDistribution(posterior: Posterior, { cdf, quantile }: Distribution, accuracy: Accuracy): void {
  for (const { x, value } of cdf) expectClose(posterior.cdf(x), value, accuracy);
  for (const { p, value } of quantile) expectClose(posterior.quantile(p), value, accuracy);
}

function expectArms(posteriors: readonly Posterior[], expected: readonly ExpectedArm[], accuracy: Accuracy): void {
  const standings = compareAll(posteriors);
  const control = posteriors[0] as Posterior;
  posteriors.forEach((posterior, index) => {
    const arm = expected[index] as ExpectedArm;
    expectClose(posterior.mean, arm.mean, accuracy);
    expectInterval(credibleInterval(posterior, 0.95), arm.interval95, accuracy);
    expectClose(standings[index]?.probabilityBest, arm.probabilityBest, accuracy);
    expectClose(standings[index]?.expectedLoss, arm.expectedLoss, accuracy);
    if (arm.standardDeviation !== undefined)
      expectClose(Math.sqrt(posterior.variance), arm.standardDeviation, accuracy);
    if (arm.probabilityBeatsControl !== undefined)
      expectClose(probabilityGreater(posterior, control), arm.probabilityBeatsControl, accuracy);
    if (arm.difference95) expectInterval(differenceInterval(posterior, control, 0.95), arm.difference95, accuracy);
    if (arm.relativeLift95)
      expectInterval(relativeLiftInterval(posterior, control, 0.95), arm.relativeLift95, accuracy);
  });
}

function studentOf(count: number, { sum, sumOfSquares }: Sums): StudentParameters {
  const variance = (sumOfSquares - (sum * sum) / count) / (count - 1);
  return { location: sum / count, scale: Math.sqrt(variance / count), degreesOfFreedom: count - 1 };
}

const conversionOf = ({ visitors, conversions }: { readonly visitors: number; readonly conversions: number }) =>
  betaPosterior(1 + conversions, 1 + visitors - conversions);

describe("values computed with SciPy", () => {
  const { accuracy } = reference;

  it.each(reference.beta)("Beta($alpha, $beta) has the stated distribution function and quantiles", (expected) => {
    expectDistribution(betaPosterior(expected.alpha, expected.beta), expected, accuracy.beta);
  });

  it.each(reference.student)("Student t with $degreesOfFreedom degrees of freedom does too", (expected) => {
    expectDistribution(studentPosterior(expected), expected, accuracy.student);
  });

  it.each(reference.comparisons)("single price, $name", ({ variants, expected }) => {
    const posteriors = variants.map((variant) => scaledPosterior(conversionOf(variant), variant.price));
    expectArms(posteriors, expected, accuracy.comparisons);
  });

  it.each(reference.mean)("mean of all units, $name", ({ variants, expected }) => {
    const posteriors = variants.map(({ visitors, ...sums }) => studentPosterior(studentOf(visitors, sums)));
    expectArms(posteriors, expected, accuracy.mean);
  });

  it.each(reference.hurdle)("hurdle, $name", ({ variants, expected }) => {
    const posteriors = variants.map((variant) =>
      hurdlePosterior(conversionOf(variant), studentOf(variant.conversions, variant)),
    );
    expectArms(posteriors, expected, accuracy.hurdle);
  });

  it.each(reference.planMix)("plan mix, $name", ({ variants, expected }) => {
    expectArms(planMixPosteriors(variants, { alpha: 1, beta: 1 }), expected, accuracy.planMix);
  });

  it.each(reference.anytimeValid)("anytime-valid interval, $name", ({ control, treatment, expected, ...options }) => {
    const actual = confidenceSequence(control, treatment, options);
    expectClose(actual?.difference, expected.difference, accuracy.anytimeValid);
    expectInterval(actual?.interval ?? [Number.NaN, Number.NaN], expected.interval, accuracy.anytimeValid);
  });

  it.each(reference.demand)("demand, $name", ({ points, unitCost, expected }) => {
    const fit = fitDemand(points, { unitCost });
    expectClose(fit.intercept, expected.intercept, accuracy.demand);
    expectClose(fit.slope, expected.slope, accuracy.demand);
    expectClose(fit.bestPrice.median, expected.bestPriceMedian, accuracy.demand);
    expectInterval(fit.bestPrice.interval80, expected.bestPrice80, accuracy.demand);
    expectClose(fit.probabilityBestAbove, expected.probabilityBestAbove, accuracy.demand);
    expected.atTestedPrices.forEach((at, index) => {
      const actual = fit.atTestedPrices[index];
      expectClose(actual?.conversion.mean, at.conversion, accuracy.demand);
      expectClose(actual?.elasticity.mean, at.elasticity, accuracy.demand);
      expectClose(actual?.marginPerVisitor.mean, at.marginPerVisitor, accuracy.demand);
    });
  });
});
