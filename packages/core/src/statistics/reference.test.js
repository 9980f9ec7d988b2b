import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { betaPosterior } from "./beta-posterior.ts";
import { compareAll } from "./compare-all.ts";
import { probabilityGreater, relativeLiftInterval } from "./compare-pair.ts";
import { credibleInterval } from "./interval.ts";
import { sampleRatio } from "./sample-ratio.ts";
import { scaledPosterior } from "./scaled-posterior.ts";

/** Stated by the file: absolute, and for lifts relative. */
const TOLERANCE = 1e-10;
/**
 * One stated lift is off in its tenth digit. The exact value follows from the arms' polynomial distribution
 * functions, Beta(26, 1) and Beta(25, 2): `(1 + r)^26 = (1 + 25/2 - 676/51) / 0.025`.
 */
const CORRECTED_LIFT = { name: "everybody converts", upper: ((1 + 25 / 2 - 676 / 51) / 0.025) ** (1 / 26) - 1 };
const path = process.env.STATISTICS_REFERENCE;
const reference = path ? JSON.parse(readFileSync(path, "utf8")) : { cases: [] };
function expectClose(actual, expected, tolerance = TOLERANCE) {
  expect(Math.abs(actual - expected), `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}
function expectArms(name, posteriors, expected) {
  const standings = compareAll(posteriors);
  const control = posteriors[0];
  posteriors.forEach((posterior, index) => {
    const arm = expected[index];
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
          conversion.map((posterior, index) => scaledPosterior(posterior, variants[index]?.price)),
          revenue,
        );
      });
    }
    const ratio = expected.sampleRatio;
    if (ratio) {
      it(`${name}: sample ratio`, () => {
        const actual = sampleRatio(variants);
        expectClose(actual?.chiSquared / (ratio.chiSquared || 1), ratio.chiSquared ? 1 : 0);
        expectClose(actual?.pValue, ratio.pValue);
      });
    }
  }
});
