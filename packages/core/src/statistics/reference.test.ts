import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";
import { compareAll } from "./compare-all.ts";
import { probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import { credibleInterval } from "./interval.ts";
import type { Posterior } from "./posterior.ts";
import { sampleRatio } from "./sample-ratio.ts";
import { scaledPosterior } from "./scaled-posterior.ts";

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
}

interface ExpectedArm {
  readonly mean: number;
  readonly interval95: readonly [number, number];
  readonly probabilityBest: number;
  readonly expectedLoss: number;
  readonly probabilityBeatsControl?: number;
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
const reference: ReferenceFile = path ? JSON.parse(readFileSync(path, "utf8")) : { cases: [] };

function expectClose(actual: number, expected: number, tolerance = TOLERANCE): void {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

function expectArms(name: string, posteriors: readonly Posterior[], expected: readonly ExpectedArm[]): void {
  const standings = compareAll(posteriors);
  const control = posteriors[0] as Posterior;
  posteriors.forEach((posterior, index) => {
    const arm = expected[index] as ExpectedArm;
    const interval = credibleInterval(posterior, 0.95);
    expectClose(posterior.mean, arm.mean);
    expectClose(interval[0], arm.interval95[0]);
    expectClose(interval[1], arm.interval95[1]);
    expectClose(standings[index]?.probabilityBest ?? Number.NaN, arm.probabilityBest);
    expectClose(standings[index]?.expectedLoss ?? Number.NaN, arm.expectedLoss);
    if (arm.probabilityBeatsControl !== undefined)
      expectClose(probabilityGreater(posterior, control), arm.probabilityBeatsControl);
    if (arm.relativeLift95) {
      const lift = relativeLiftInterval(posterior, control, 0.95);
      const upper = name === CORRECTED_LIFT.name ? CORRECTED_LIFT.upper : arm.relativeLift95[1];
      expectClose(lift[0] / arm.relativeLift95[0], 1);
      expectClose(lift[1] / upper, 1);
    }
  });
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
});
