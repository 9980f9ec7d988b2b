import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnalyzeExperimentOptions, analyzeExperiment } from "./analyze-experiment.ts";
import { compareAll } from "./compare-all.ts";
import { demandPointsOf } from "./demand/demand-points-of.ts";
import { fitDemand } from "./demand/fit-demand.ts";
import { describeReport } from "./describe-report.ts";
import { credibleInterval } from "./interval.ts";
import { betaPosterior } from "./posteriors/beta-posterior.ts";
import { planMixPosteriors } from "./posteriors/plan-mix-posteriors.ts";
import type { Posterior } from "./posteriors/posterior.ts";
import type { ExperimentReport } from "./report.ts";
import { mergeStatistics, type VariantStatistics } from "./variant-statistics.ts";

/** The published test of a 39 and a 59 dollar licence, planned 66 to 33. */
const published: AnalyzeExperimentOptions = {
  control: "price-39",
  currency: "USD",
  startedAt: new Date("2015-03-01T00:00:00Z"),
  asOf: new Date("2015-06-01T00:00:00Z"),
  ended: true,
  variants: [
    {
      key: "price-39",
      weight: 66,
      visitors: 202_517,
      conversions: 4030,
      plans: [{ id: "license", amount: 39, count: 4030 }],
      integrity: { checked: 202_727, priceMismatches: 210, multipleExposure: 0, slotDrift: 0 },
    },
    {
      key: "price-59",
      weight: 33,
      visitors: 113_918,
      conversions: 1772,
      plans: [{ id: "license", amount: 59, count: 1772 }],
      integrity: { checked: 114_073, priceMismatches: 155, multipleExposure: 0, slotDrift: 0 },
    },
  ],
};

const arm = (key: string, visitors: number, conversions: number, amount?: number): VariantStatistics => ({
  key,
  visitors,
  conversions,
  ...(amount === undefined ? {} : { plans: [{ id: "pro", amount, count: conversions }] }),
});
const analyze = (variants: VariantStatistics[], options: Partial<AnalyzeExperimentOptions> = {}) =>
  analyzeExperiment({ variants, control: variants[0]?.key ?? "", currency: "USD", ...options });

describe("analyzeExperiment on the published test", () => {
  const report = analyzeExperiment(published);
  const [low, high] = report.variants;

  it("reports the published figures", () => {
    expect(low?.observed.conversion?.toFixed(6)).toBe("0.019900");
    expect(high?.observed.conversion?.toFixed(6)).toBe("0.015555");
    expect(low?.observed.revenuePerVisitor?.toFixed(4)).toBe("0.7761");
    expect(high?.observed.revenuePerVisitor?.toFixed(4)).toBe("0.9177");
    expect(high?.probabilityBest.toFixed(10)).toBe("0.9999999978");
    expect(low?.expectedLoss.toFixed(4)).toBe("0.1420");
  });

  it("gives both sizes of each arm: who came, and who is analysed", () => {
    expect(report.variants.map(({ arrivals, visitors }) => [arrivals, visitors])).toEqual([
      [202_727, 202_517],
      [114_073, 113_918],
    ]);
  });

  it("wants the data fixed first, and says what it would do if it were trusted", () => {
    expect(report.health.map(({ code }) => code)).toEqual(["sample-ratio-mismatch", "price-mismatch"]);
    expect(report.decision).toMatchObject({ action: "fix-first", ifTrusted: { action: "ship", variant: "price-59" } });
  });

  it("says so in plain sentences, warnings first, and then what the prices say of others", () => {
    const points = demandPointsOf(published.variants);
    const demand = points && fitDemand(points.points, points);
    const sentences = [
      "Fix the data first: it is not fit to name a winner.",
      "Visitors did not arrive as planned: 64.0 % / 36.0 % came where 66.7 % / 33.3 % was planned (price-39 / price-59, p < 0.000001). Find out what kept some of them away.",
      "365 of 316,800 visitors saw a price that was not their variant's; they are left out of the totals.",
      'If the data were trusted: ship "price-59": it earns $141.98 more per 1,000 visitors than "price-39" (95 % interval +$93.71 to +$190.90), which is +18.3 % (+11.9 % to +25.0 %).',
      "The probability that it is the best is 0.9999999978.",
      'Staying at "price-39" would give up $141.98 per 1,000 visitors on average; shipping "price-59", if that is wrong, $0.00 per 1,000 visitors.',
      'Conversion may fall by 33.9 % before "price-59" earns less; it fell by 21.8 %.',
      "Demand is inelastic: its elasticity is -0.48 at $39.00, -0.73 at $59.00.",
      "If demand follows a logit curve, which two prices cannot test, the price that earns the most is about $80.63 (80 % interval $70.36 to $94.37), above what was tested with probability 0.999.",
      "Other curves put that price elsewhere: a linear one at $65.30, an exponential one at $81.20.",
      "Test $73.75 next, which is the limit, 25 % above what was tested.",
    ];
    expect(describeReport(report, { demand })).toEqual(sentences);
    expect(describeReport(report)).toEqual(sentences.slice(0, 7));
    const byMonth = describeReport({ ...report, revenue: "monthly-equivalent" }, { demand });
    expect(byMonth.join("\n")).toContain("earns $141.98 a month more per 1,000 visitors");
    expect(byMonth.join("\n")).toContain("give up $141.98 a month per 1,000 visitors");
    expect(byMonth[7]).toMatch(/^Revenue is by the month: /);
    expect(byMonth.at(-1)).toMatch(/^Test \$\d+\.\d\d a month next/);
  });

  it("survives JSON unchanged", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });
});

describe("analyzeExperiment", () => {
  it("compares on conversion where amounts are unknown, and says why", () => {
    expect(analyze([arm("a", 100, 10), arm("b", 100, 12)])).toMatchObject({
      metric: "conversion",
      model: { name: "conversion", because: "amounts-unknown" },
    });
  });

  it("asks nobody to keep a test running that has ended", () => {
    const close = { control: "a", currency: "USD", startedAt: new Date("2026-03-01T00:00:00Z") };
    const at = (ended: boolean) =>
      analyzeExperiment({
        ...close,
        ended,
        asOf: new Date("2026-03-29T00:00:00Z"),
        variants: [arm("a", 1000, 100, 39), arm("b", 1000, 80, 59)],
      });
    expect(describeReport(at(false))[0]).toMatch(/^Keep the test running: the leader is best with probability 0\./);
    expect(describeReport(at(false))[1]).toMatch(/^If things stay as they are, a decision is \d+ days away\.$/);
    expect(describeReport(at(true))).toEqual([
      expect.stringMatching(/^The test has ended, and no winner is certain: the leader is best with probability 0\./),
    ]);
    expect(at(true).decision).toMatchObject({ action: "continue", daysToDecision: null });
  });

  it("models several plans, amounts that vary, and margin where cost is known", () => {
    const plans = (small: number, large: number) => [
      { id: "small", amount: 5, unitCost: 1, count: small },
      { id: "large", amount: 25, unitCost: 30, count: large },
    ];
    const mixed = analyze([
      { ...arm("a", 1000, 50), plans: plans(30, 20) },
      { ...arm("b", 1000, 50), plans: plans(45, 5) },
    ]);
    expect(mixed).toMatchObject({
      metric: "margin-per-visitor",
      model: { name: "plan-mix", because: "several-plans" },
    });
    // 30 * 4 - 20 * 5 = 20 a thousand against 45 * 4 - 5 * 5 = 155.
    expect(mixed.variants[1]?.versusControl).toMatchObject({ relativeLift: null, relativeLiftInterval: null });
    expect(mixed.variants[1]?.versusControl?.difference).toBeCloseTo(0.135, 2);
    const varied = (key: string, sum: number, sumOfSquares: number) => ({
      ...arm(key, 2000, 80),
      revenue: { sum, sumOfSquares },
    });
    expect(analyze([varied("a", 3200, 160_000), varied("b", 3600, 215_000)])).toMatchObject({
      metric: "revenue-per-visitor",
      model: { name: "hurdle", because: "amounts-vary" },
    });
    expect(analyze([varied("a", 80 * 39, 80 * 39 ** 2), varied("b", 80 * 59, 80 * 59 ** 2)]).model.name).toBe(
      "single-price",
    );
    const few = (key: string, sum: number, sumOfSquares: number) => ({
      ...arm(key, 100, 2),
      revenue: { sum, sumOfSquares },
    });
    expect(analyze([few("a", 30, 500), few("b", 40, 850)])).toMatchObject({
      metric: "conversion",
      model: { because: "too-few-amounts" },
    });
  });

  it("gives the same answer by plan mix with one plan, and nearly the same by hurdle with nearly equal amounts, as by one price", () => {
    const counts = [
      [5000, 250, 39],
      [5000, 210, 59],
    ] as const;
    const single = analyze(
      counts.map(([visitors, conversions, amount], index) => arm(`arm-${index}`, visitors, conversions, amount)),
    );
    const hurdle = analyze(
      counts.map(([visitors, conversions, amount], index) => ({
        ...arm(`arm-${index}`, visitors, conversions),
        revenue: { sum: conversions * amount, sumOfSquares: conversions * amount ** 2 * (1 + 1e-9) },
      })),
    );
    const mix = planMixPosteriors(
      counts.map(([visitors, count, amount]) => ({ visitors, plans: [{ amount, count }] })),
      { alpha: 1, beta: 1 },
    );
    expect(hurdle.model.name).toBe("hurdle");
    single.variants.forEach((variant, index) => {
      expect(hurdle.variants[index]?.probabilityBest).toBeCloseTo(variant.probabilityBest, 6);
      expect(compareAll(mix)[index]?.probabilityBest).toBeCloseTo(variant.probabilityBest, 9);
      expect(credibleInterval(mix[index] as Posterior, 0.95)[1]).toBeCloseTo(
        variant.revenuePerVisitor?.interval[1] as number,
        9,
      );
    });
  });

  it("says where the money comes from, and how far conversion may fall", () => {
    const { sources, breakEven } = analyzeExperiment(published).variants[1]?.versusControl ?? {};
    const [low, high] = [4030 / 202_517, 1772 / 113_918];
    expect(sources?.conversion).toBeCloseTo((high - low) * 39, 12);
    expect(sources?.planMix).toBeCloseTo(0, 12);
    expect(sources?.price).toBeCloseTo(high * 20, 12);
    expect(breakEven?.fall.toFixed(3)).toBe("0.339");
    expect(breakEven?.observedFall.toFixed(3)).toBe("0.218");
  });

  it("waits for enough units, for two full weeks, and for a whole week", () => {
    const good = [arm("a", 10_000, 500, 39), arm("b", 10_000, 420, 59)];
    const startedAt = new Date("2026-01-01T00:00:00Z");
    const after = (days: number, ended = false) =>
      analyze(good, { startedAt, asOf: new Date(startedAt.getTime() + days * 86_400_000), ended }).decision;
    expect(analyze([arm("a", 7, 5), arm("b", 9, 4)]).decision).toEqual({
      action: "continue",
      because: [
        { code: "too-few-units", variant: "a", visitors: 7, conversions: 5 },
        { code: "too-few-units", variant: "b", visitors: 9, conversions: 4 },
      ],
      daysToDecision: null,
    });
    expect(after(13)).toEqual({
      action: "continue",
      because: [{ code: "too-early", days: 13, needed: 14 }],
      daysToDecision: 1,
    });
    expect(after(14)).toMatchObject({ action: "ship", variant: "b" });
    expect(after(16)).toEqual({
      action: "continue",
      because: [{ code: "between-looks", days: 16, nextLookInDays: 5 }],
      daysToDecision: 5,
    });
    expect(after(16, true)).toMatchObject({ action: "ship" });
  });

  it("waits for two full weeks of units that are mature, and after the end for the last of them", () => {
    const startedAt = new Date("2026-01-01T00:00:00Z");
    const integrity = { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0, immature: 700 };
    const good = [
      { ...arm("a", 10_000, 500, 39), integrity },
      { ...arm("b", 10_000, 420, 59), integrity },
    ];
    const after = (days: number, ended = false) =>
      analyze(good, {
        startedAt,
        asOf: new Date(startedAt.getTime() + days * 86_400_000),
        ended,
        maturityDays: 30,
      });
    expect(after(40).decision).toMatchObject({ because: [{ code: "too-early", days: 10, needed: 14 }] });
    expect(after(44).decision).toMatchObject({ action: "ship", variant: "b" });
    expect(after(50, true).decision).toMatchObject({
      action: "continue",
      because: [{ code: "immature-units", units: 1400 }],
    });
    expect(after(44).variants.map(({ visitors, arrivals, immature }) => [visitors, arrivals, immature])).toEqual([
      [10_000, 10_700, 700],
      [10_000, 10_700, 700],
    ]);
  });

  it("estimates the days to a decision from what the arms seem to be", () => {
    const startedAt = new Date("2026-01-01T00:00:00Z");
    const after14 = (b: number) =>
      analyze([arm("a", 2000, 100, 39), arm("b", 2000, b, 39)], {
        startedAt,
        asOf: new Date(startedAt.getTime() + 14 * 86_400_000),
      }).decision;
    expect(after14(120)).toMatchObject({ action: "continue", daysToDecision: expect.any(Number) });
    const sooner = after14(130) as { daysToDecision: number };
    const later = after14(120) as { daysToDecision: number };
    expect(sooner.daysToDecision).toBeLessThan(later.daysToDecision);
    expect(sooner.daysToDecision % 7).toBe(0);
    // Known to the rule: with four times the data the standard deviation halves, and P(best) passes 0.99.
    const projected = analyze([arm("a", 8000, 400, 39), arm("b", 8000, 480, 39)]).decision;
    expect(projected.action).toBe("ship");
    expect(later.daysToDecision).toBeLessThanOrEqual(42);
  });

  it("compares margins only where cost is reported for all arms alike, and says whose is missing", () => {
    const revenue = { sum: 3000, sumOfSquares: 120_000 };
    const cost = { sum: 600, sumOfSquares: 900, sumOfProductsWithRevenue: 8000 };
    const variants = [
      { ...arm("a", 1000, 80), revenue, cost },
      { ...arm("b", 1000, 80), revenue, cost: { sum: 0, sumOfSquares: 0, sumOfProductsWithRevenue: 0 } },
    ];
    const report = analyze(variants);
    expect(report.metric).toBe("revenue-per-visitor");
    expect(report.health).toContainEqual({ code: "cost-coverage", severity: "warning", variants: ["b"] });
    expect(analyze(variants.map((variant) => ({ ...variant, cost }))).metric).toBe("margin-per-visitor");
  });

  it("compares arms in each segment at a level that holds for all segments together", () => {
    const whole = [arm("a", 1000, 60, 39), arm("b", 1000, 45, 59)];
    const plain = analyze(whole);
    const one = analyze(whole, { segments: [{ segment: "all", variants: whole }] });
    const difference = plain.variants[1]?.versusControl;
    expect(one.segments[0]?.variants[1]).toMatchObject({
      mean: plain.variants[1]?.revenuePerVisitor?.mean,
      versusControl: {
        probabilityBeatsControl: difference?.probabilityBeatsControl,
        differenceInterval: difference?.differenceInterval,
      },
    });
    const many = analyze(whole, {
      segments: ["DE", "FR", "US"].map((country) => ({ segment: `country=${country}`, variants: whole })),
    });
    const [low, high] = many.segments[2]?.variants[1]?.versusControl?.differenceInterval ?? [0, 0];
    expect(low).toBeLessThan(difference?.differenceInterval[0] as number);
    expect(high).toBeGreaterThan(difference?.differenceInterval[1] as number);
    const empty = analyze(whole, { segments: [{ segment: "country=IS", variants: [arm("a", 0, 0), arm("b", 0, 0)] }] });
    expect(empty.segments[0]?.variants[1]).toMatchObject({ mean: null, interval: null, versusControl: null });
    expect(empty.decision).toEqual(plain.decision);
  });

  it("stops an arm that harms, and keeps a control that loses little", () => {
    expect(analyze([arm("a", 10_000, 500, 39), arm("b", 10_000, 300, 39)]).decision).toMatchObject({
      action: "stop-for-harm",
      variant: "b",
    });
    expect(analyze([arm("a", 2_000_000, 100_000, 39), arm("b", 2_000_000, 99_800, 39)]).decision).toMatchObject({
      action: "keep-control",
      variant: "a",
    });
  });

  it("decides at any moment by the anytime-valid interval, where that is asked for", () => {
    const startedAt = new Date("2026-01-01T00:00:00Z");
    const options = { guarantee: "anytime-valid", startedAt, asOf: new Date("2026-01-04T00:00:00Z") } as const;
    const decision = (conversions: number) =>
      analyze([arm("a", 20_000, 1000, 39), arm("b", 20_000, conversions, 39)], options).decision;
    expect(decision(1300)).toMatchObject({ action: "ship", variant: "b" });
    expect(decision(700)).toMatchObject({ action: "keep-control", variant: "a" });
    expect(decision(1040)).toMatchObject({ action: "continue", because: [{ code: "anytime-interval", variant: "b" }] });
    expect(
      analyze([arm("a", 20_000, 1000, 39), arm("b", 20_000, 1300, 39)], { ...options, guarantee: "weekly" }).decision
        .action,
    ).toBe("continue");
  });

  it("judges the health of the data by shares", () => {
    const withIntegrity = (counts: object) =>
      analyze([
        {
          ...arm("a", 10_000, 500),
          integrity: { checked: 10_000, priceMismatches: 0, multipleExposure: 0, slotDrift: 0, ...counts },
        },
        arm("b", 10_000, 500),
      ]).health;
    expect(withIntegrity({})).toEqual([]);
    expect(withIntegrity({ priceMismatches: 1 })).toEqual([
      { code: "price-mismatch", severity: "warning", units: 1, of: 10_000 },
    ]);
    expect(withIntegrity({ priceMismatches: 10 })).toMatchObject([{ code: "price-mismatch", severity: "fix-first" }]);
    expect(withIntegrity({ slotDrift: 20 })).toMatchObject([{ code: "assignment-drift", severity: "fix-first" }]);
    expect(withIntegrity({ multipleExposure: 100 })).toEqual([]);
    expect(analyze([arm("a", 10_000, 500), arm("b", 10_000, 500), { ...arm("c", 5, 0), weight: 0 }]).health).toEqual([
      { code: "traffic-in-weightless-arm", severity: "warning", variant: "c", units: 5 },
    ]);
  });

  it("adds up four equalities, each with its own units and what is unknown", () => {
    const none = { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0 };
    const report = analyze([
      {
        ...arm("a", 100, 10, 39),
        integrity: { ...none, priceMismatches: 2, multipleExposure: 5, shownEqual: 90, shownDifferent: 2, buyers: 11 },
      },
      { ...arm("b", 100, 10, 59), integrity: { ...none, immature: 8, buyers: 10, attributedEqual: 4, soldUnseen: 3 } },
    ]);
    expect(report.integrity).toEqual({
      shown: { equal: 90, different: 2, unknown: 118, of: 210 },
      quoted: { equal: 0, different: 0, unknown: 210, of: 210 },
      charged: { equal: 0, different: 0, unknown: 21, of: 21 },
      attributed: { equal: 4, different: 0, unknown: 17, of: 21 },
      soldUnseen: [
        { variant: "a", units: 0 },
        { variant: "b", units: 3 },
      ],
    });
    expect(report.health).toContainEqual({ code: "sold-unseen", severity: "warning", units: 3, of: 24 });
    expect(describeReport(report)).toContain(
      "3 of 24 buyers bought before any page reported that it showed the price; they are in no total.",
    );
  });

  it("warns of sales that nobody saw the price of above 1 % of purchases only", () => {
    const none = { checked: 0, priceMismatches: 0, multipleExposure: 0, slotDrift: 0 };
    const unseen = (soldUnseen: number) =>
      analyze([{ ...arm("a", 5000, 495, 39), integrity: { ...none, soldUnseen } }, arm("b", 5000, 495, 59)]).health.map(
        ({ code }) => code,
      );
    expect([unseen(10), unseen(11)]).toEqual([[], ["sold-unseen"]]);
  });

  it("tells a burst of traffic with its time, and a notable share of exposures that count nowhere", () => {
    const entry = (reason: string, variant: string | null, exposures: number, units: number) => ({
      reason,
      variant,
      exposures,
      units,
      first: `2026-03-01T0${units}:00:00.000Z`,
      last: `2026-03-02T0${units}:00:00.000Z`,
    });
    const { health } = analyze([arm("a", 50, 10, 39), arm("b", 50, 10, 59)], {
      unverified: [
        entry("rate-limited", "b", 3, 3),
        entry("rate-limited", "a", 9, 1),
        entry("quote-expired", "a", 4, 0),
        entry("no-quote", null, 2, 0),
      ],
    });
    expect(health).toEqual([
      {
        code: "traffic-anomaly",
        severity: "warning",
        units: 4,
        byVariant: [
          { variant: "a", units: 1 },
          { variant: "b", units: 3 },
        ],
        from: "2026-03-01T01:00:00.000Z",
        to: "2026-03-02T03:00:00.001Z",
      },
      {
        code: "unverified-exposures",
        severity: "note",
        exposures: 6,
        arrivals: 100,
        reasons: [
          { reason: "quote-expired", exposures: 4 },
          { reason: "no-quote", exposures: 2 },
        ],
      },
    ]);
    const few = analyze([arm("a", 50, 10, 39), arm("b", 50, 10, 59)], { unverified: [entry("no-quote", null, 5, 0)] });
    expect(few.health).toEqual([]);
  });

  it("refuses impossible input with every problem at once", () => {
    const broken = [
      { ...arm("a", -1, 0), plans: [{ id: "x", amount: Number.NaN, count: 3 }] },
      { ...arm("a", 10, 11) },
      { ...arm("b", 10, 1), weight: -1 },
    ];
    expect(() => analyze(broken, { control: "z", currency: "dollars", prior: { alpha: 0, beta: 1 } })).toThrow(
      expect.objectContaining({
        code: "invalid-statistics",
        problems: [
          "invalid-currency",
          "unknown-control",
          "invalid-prior",
          "invalid-count",
          "conversions-above-visitors",
          "invalid-amount",
          "plans-do-not-sum",
          "duplicate-key",
          "conversions-above-visitors",
          "invalid-weight",
        ].map((code) => expect.objectContaining({ code })),
      }),
    );
    expect(() => analyze([arm("a", 1, 0)])).toThrow(/at least 2 variants/);
  });
});

describe("analyzeExperiment, for any counts", () => {
  const counts = fc
    .oneof(fc.constantFrom(0, 1, 2, 10), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 100_000_000 }))
    .chain((visitors) =>
      fc.tuple(
        fc.constant(visitors),
        fc.oneof(fc.constant(0), fc.constant(visitors), fc.integer({ min: 0, max: visitors })),
      ),
    );
  const arms = fc
    .array(fc.tuple(counts, fc.constantFrom(0.001, 5, 39, 59, 1_000_000)), { minLength: 2, maxLength: 6 })
    .map((list) =>
      list.map(([[visitors, conversions], amount], index) => arm(`arm-${index}`, visitors, conversions, amount)),
    );

  const numbersIn = (report: ExperimentReport) => {
    const found: number[] = [];
    JSON.stringify(report, (_, value) => {
      if (typeof value === "number") found.push(value);
      return value;
    });
    return found;
  };

  it("gives only finite numbers, probabilities that sum to 1, and no negative loss", () => {
    fc.assert(
      fc.property(arms, (variants) => {
        const report = analyze(variants);
        expect(numbersIn(report).every(Number.isFinite)).toBe(true);
        expect(
          Math.abs(report.variants.reduce((sum, { probabilityBest }) => sum + probabilityBest, 0) - 1),
        ).toBeLessThan(1e-9);
        for (const { expectedLoss } of report.variants) expect(expectedLoss).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  it("does not depend on the order of the arms", () => {
    fc.assert(
      fc.property(arms, (variants) => {
        const forward = analyze(variants, { control: "arm-0" });
        const backward = analyze([...variants].reverse(), { control: "arm-0" });
        for (const variant of forward.variants) {
          const same = backward.variants.find(({ key }) => key === variant.key);
          expect(same?.probabilityBest).toBeCloseTo(variant.probabilityBest, 10);
          expect(same?.revenuePerVisitor).toEqual(variant.revenuePerVisitor);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("scales losses with money and leaves probabilities", () => {
    fc.assert(
      fc.property(arms, (variants) => {
        const cents = variants.map((variant) => ({
          ...variant,
          plans: variant.plans?.map((plan) => ({ ...plan, amount: plan.amount * 100 })) ?? [],
        }));
        const dollars = analyze(variants).variants;
        // Next to 1, neighbouring doubles are up to this many standard deviations apart.
        const resolution = Math.max(
          ...variants.map(
            ({ visitors, conversions }) =>
              Number.EPSILON / Math.sqrt(betaPosterior(1 + conversions, 1 + visitors - conversions).variance),
          ),
        );
        analyze(cents).variants.forEach((variant, index) => {
          const difference = Math.abs(variant.probabilityBest - (dollars[index]?.probabilityBest as number));
          expect(difference).toBeLessThan(1e-10 + 10 * resolution);
          const loss = (dollars[index]?.expectedLoss as number) * 100;
          expect(Math.abs(variant.expectedLoss - loss)).toBeLessThanOrEqual(1e-9 * Math.max(1, loss));
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe("mergeStatistics", () => {
  it("makes shards equal to the whole, in any order", () => {
    const shards = [
      arm("a", 100, 10, 39),
      arm("a", 50, 3, 39),
      { ...arm("a", 7, 1, 39), integrity: { checked: 7, priceMismatches: 2, multipleExposure: 1, slotDrift: 0 } },
    ];
    const [first, second, third] = shards as [VariantStatistics, VariantStatistics, VariantStatistics];
    const left = mergeStatistics(mergeStatistics(first, second), third);
    expect(left).toEqual(mergeStatistics(first, mergeStatistics(third, second)));
    expect(left).toMatchObject({
      visitors: 157,
      conversions: 14,
      plans: [{ id: "pro", amount: 39, count: 14 }],
      integrity: { priceMismatches: 2 },
    });
  });
});
