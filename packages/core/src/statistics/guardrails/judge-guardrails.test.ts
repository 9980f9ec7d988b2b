import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnalyzeExperimentOptions, analyzeExperiment, analyzeExperimentSafe } from "../analyze-experiment.ts";
import { probabilityGreater } from "../compare-pair.ts";
import { describeReport } from "../describe-report.ts";
import { betaPosterior } from "../posteriors/beta-posterior.ts";
import type { VariantStatistics } from "../variant-statistics.ts";
import type { Guardrail } from "./guardrail.ts";

const arm = (key: string, amount: number, refunded: number, churned = 0): VariantStatistics => ({
  key,
  visitors: 4000,
  conversions: 400,
  plans: [
    { id: "pro", amount, count: 400 - refunded },
    { id: "refunded", amount: 0, count: refunded },
  ],
  harm: { refunded, outcomes: { churn: { units: churned + 5, buyers: churned } } },
});
const judge = (
  variants: readonly VariantStatistics[],
  guardrails: readonly Guardrail[],
  options: Partial<AnalyzeExperimentOptions> = {},
) => analyzeExperiment({ variants, guardrails, control: "a", currency: "USD", ...options });
const harmOf = (variants: readonly VariantStatistics[], guardrail: Guardrail) =>
  judge(variants, [guardrail]).guardrails[0]?.variants[1]?.probabilityOfHarm as number;

describe("guardrails", () => {
  it("give each arm's rate, and the exact probability that it is worse than is tolerated", () => {
    const { guardrails } = judge([arm("a", 39, 20), arm("b", 39, 60)], [{ kind: "refund-rate", tolerance: 0 }]);
    const [control, challenger] = [betaPosterior(21, 381), betaPosterior(61, 341)];
    expect(guardrails).toMatchObject([
      {
        name: "refund-rate",
        limit: 0.975,
        variants: [
          { key: "a", mean: 21 / 402, probabilityOfHarm: null },
          { key: "b", mean: 61 / 402 },
        ],
      },
    ]);
    expect(guardrails[0]?.variants[1]?.probabilityOfHarm).toBeCloseTo(probabilityGreater(challenger, control), 10);
  });

  it("stop an arm that earns more and is refunded more than is tolerated, and say so", () => {
    const arms = [arm("a", 39, 20), arm("b", 79, 80)];
    expect(judge(arms, []).decision.action).toBe("ship");
    const report = judge(arms, [{ kind: "refund-rate", tolerance: 0.05 }]);
    expect(report.decision).toMatchObject({
      action: "stop-for-harm",
      variant: "b",
      because: [{ code: "guardrail", guardrail: "refund-rate", tolerance: 0.05 }],
    });
    expect(describeReport(report)).toContainEqual(
      expect.stringMatching(
        /^Stop "b" for the guardrail "refund-rate": 20.1 % where "a" has 5.2 %, and worse by more than the tolerated 5.0 % with probability 1.000.$/,
      ),
    );
    expect(judge(arms, [{ kind: "refund-rate", tolerance: 0.2 }]).decision.action).toBe("ship");
  });

  it("judge a named outcome among visitors or among buyers", () => {
    const few = (key: string, conversions: number, buyers: number): VariantStatistics => ({
      key,
      visitors: 4000,
      conversions,
      plans: [{ id: "pro", amount: 39, count: conversions }],
      harm: { refunded: 0, outcomes: { churn: { units: buyers, buyers } } },
    });
    // Fewer buyers, of whom more leave: of all visitors as many.
    const arms = [few("a", 400, 40), few("b", 100, 40)];
    const churn = { kind: "outcome", outcome: "churn", tolerance: 0 } as const;
    expect(harmOf(arms, churn)).toBeCloseTo(0.5, 10);
    expect(harmOf(arms, { ...churn, of: "buyers" })).toBeGreaterThan(0.999);
  });

  it("judge margin in money per visitor, and not where cost is unknown", () => {
    const costly = (key: string, cost: number): VariantStatistics => ({
      ...arm(key, 39, 0),
      plans: [{ id: "pro", amount: 39, count: 400, unitCost: cost }],
    });
    const guardrail = { kind: "margin", tolerance: 1 } as const;
    expect(harmOf([costly("a", 1), costly("b", 31)], guardrail)).toBeGreaterThan(0.999);
    expect(harmOf([costly("a", 1), costly("b", 2)], guardrail)).toBeLessThan(0.05);
    expect(judge([arm("a", 39, 0), arm("b", 59, 0)], [guardrail]).guardrails[0]?.variants[1]).toEqual({
      key: "b",
      mean: null,
      interval: null,
      probabilityOfHarm: null,
    });
  });

  it("wait with every other decision for enough units and whole weeks, also where one may look at any time", () => {
    const arms = [arm("a", 39, 20), arm("b", 79, 80)];
    const guardrails = [{ kind: "refund-rate", tolerance: 0 }] as const;
    const day = (number: number) => ({ startedAt: new Date(0), asOf: new Date(number * 86_400_000) });
    for (const guarantee of ["weekly", "anytime-valid"] as const) {
      expect(judge(arms, guardrails, { ...day(15), guarantee }).decision.action).not.toBe("stop-for-harm");
      expect(judge(arms, guardrails, { ...day(21), guarantee }).decision.action).toBe("stop-for-harm");
    }
  });

  it("refuse terms and counts that cannot be", () => {
    const variants = [{ ...arm("a", 39, 20), harm: { refunded: 401, outcomes: {} } }, arm("b", 39, 0)];
    const result = analyzeExperimentSafe({
      variants,
      control: "a",
      currency: "USD",
      guardrails: [{ kind: "margin", tolerance: -1, probability: 1 }],
    });
    expect(result.success ? [] : result.problems.map(({ code }) => code)).toEqual([
      "invalid-guardrail",
      "invalid-guardrail",
      "impossible-harm",
    ]);
  });

  it("are surer of harm the more of it there is, and less sure the more is tolerated", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 399 }),
        fc.integer({ min: 0, max: 400 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (more, control, tolerance) => {
          const arms = (refunded: number) => [arm("a", 39, control), arm("b", 39, refunded)];
          const harm = harmOf(arms(more), { kind: "refund-rate", tolerance });
          expect(harmOf(arms(more + 1), { kind: "refund-rate", tolerance })).toBeGreaterThanOrEqual(harm - 1e-12);
          expect(harmOf(arms(more), { kind: "refund-rate", tolerance: tolerance + 0.01 })).toBeLessThanOrEqual(
            harm + 1e-12,
          );
        },
      ),
      { numRuns: 30 },
    );
  });
});
