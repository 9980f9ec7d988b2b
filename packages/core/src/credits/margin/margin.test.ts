import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePico } from "../../money/scaled-decimal.ts";
import { adviseOnMargin } from "./advise-on-margin.ts";
import type { FixedCost, MarginCharge, MarginRevenue } from "./margin-charge.ts";
import { type MarginLine, marginReport } from "./margin-report.ts";
import { type ProfitAssumptions, projectProfit } from "./project-profit.ts";

const charge: MarginCharge = {
  at: "2026-03-01T12:00:00Z",
  customer: "c_1",
  plan: "pro",
  model: "sonnet",
  keySource: "platform",
  currency: "USD",
  cost: "0.30",
  charge: "0.45",
};

describe("marginReport", () => {
  it("keeps usage on customers' own keys, fees and fixed costs apart", () => {
    const report = marginReport(
      [
        charge,
        { ...charge, customer: "c_2", plan: null, variant: "high", cost: 100_000_000_000n, charge: 150_000_000_000n },
        { ...charge, at: "2026-03-02T00:30:00+01:00", keySource: "byok", cost: "0", charge: "0.01" },
      ],
      [
        { at: "2026-03-02T08:00:00Z", customer: "c_1", plan: "pro", kind: "fee", currency: "USD", amount: "25" },
        { at: "2026-03-02T08:00:00Z", customer: "c_1", kind: "credits", currency: "USD", amount: "10" },
      ],
      [{ at: "2026-03-02T00:00:00Z", name: "infrastructure", currency: "USD", amount: "5" }],
    );
    const rows = (lines: readonly MarginLine[]) =>
      lines.map(({ key, source, revenue, cost, margin, marginPercent }) =>
        [key, source, revenue, cost, margin, marginPercent].join(" "),
      );
    expect(report.currency).toBe("USD");
    expect(report.total).toEqual({ revenue: "25.61", cost: "5.4", margin: "20.21", marginPercent: "78.91" });
    expect(report.creditSales).toBe("10");
    expect(rows(report.bySource)).toEqual([
      " byok 0.01 0 0.01 100.00",
      " fee 25 0 25 100.00",
      " fixed 0 5 -5 ",
      " platform 0.6 0.4 0.2 33.33",
    ]);
    expect(rows(report.byPlan)).toEqual([
      " fixed 0 5 -5 ",
      " platform 0.15 0.1 0.05 33.33",
      "pro byok 0.01 0 0.01 100.00",
      "pro fee 25 0 25 100.00",
      "pro platform 0.45 0.3 0.15 33.33",
    ]);
    expect(rows(report.byDay)).toEqual([
      "2026-03-01 byok 0.01 0 0.01 100.00",
      "2026-03-01 platform 0.6 0.4 0.2 33.33",
      "2026-03-02 fee 25 0 25 100.00",
      "2026-03-02 fixed 0 5 -5 ",
    ]);
    expect(report.byVariant.map(({ key }) => key)).toEqual([null, null, null, null, "high"]);
    expect(report.byCustomer.map(({ key }) => key)).toEqual([null, "c_1", "c_1", "c_1", "c_2"]);
    expect(report.byModel.map(({ key }) => key)).toEqual([null, null, "sonnet", "sonnet"]);
  });

  it("reports nothing of nothing", () => {
    expect(marginReport([])).toMatchObject({
      currency: null,
      total: { revenue: "0", cost: "0", margin: "0", marginPercent: null },
      byDay: [],
    });
  });

  it("names both where there are two currencies, wherever the second is", () => {
    const fee: MarginRevenue = { at: charge.at, kind: "fee", currency: "JPY", amount: "1" };
    const cost: FixedCost = { at: charge.at, name: "x", currency: "EUR", amount: "1" };
    for (const report of [
      () => marginReport([charge, { ...charge, currency: "JPY" }]),
      () => marginReport([charge], [fee]),
    ])
      expect(report).toThrow(
        expect.objectContaining({ code: "mixed-currencies", message: expect.stringMatching(/USD and JPY/) }),
      );
    expect(() => marginReport([], [fee], [cost])).toThrow(/JPY and EUR/);
  });

  it("sums to the total in every dimension, to the pico-unit", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 20n });
    const name = fc.option(fc.constantFrom("a", "b"), { nil: null });
    const at = fc.constantFrom("2026-03-01T00:00:00Z", "2026-03-01T23:59:59Z", "2026-03-02T00:00:00Z");
    const who = { at, customer: fc.constantFrom("x", "y"), plan: name, variant: name, currency: fc.constant("EUR") };
    const charges = fc.record({
      ...who,
      model: name,
      keySource: fc.constantFrom("platform", "byok"),
      cost: amount,
      charge: amount,
    });
    const fees = fc.record({ ...who, kind: fc.constantFrom("fee", "credits"), amount });
    const costs = fc.record({ ...who, name: fc.constant("servers"), amount });
    fc.assert(
      fc.property(fc.array(charges), fc.array(fees), fc.array(costs), (used, paid, fixed) => {
        const report = marginReport(used as MarginCharge[], paid as MarginRevenue[], fixed);
        const sum = (lines: readonly MarginLine[], field: "revenue" | "cost" | "margin") =>
          lines.reduce((total, line) => total + parsePico(line[field]), 0n);
        for (const lines of [
          report.bySource,
          report.byPlan,
          report.byModel,
          report.byCustomer,
          report.byVariant,
          report.byDay,
        ])
          for (const field of ["revenue", "cost", "margin"] as const)
            expect(sum(lines, field)).toBe(parsePico(report.total[field]));
        expect(parsePico(report.total.revenue) + parsePico(report.creditSales)).toBe(
          used.reduce((total, each) => total + each.charge, 0n) + paid.reduce((total, each) => total + each.amount, 0n),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("projectProfit", () => {
  const assumptions: ProfitAssumptions = {
    currency: "USD",
    subscriptions: [
      { plan: "core", customers: 60, price: "25" },
      { plan: "pro", customers: 30, price: "50" },
    ],
    packSales: "500",
    infrastructure: "200",
    computeShare: "0.1",
    aiShare: "0.4",
    churn: "0.05",
    acquisitionCost: "100",
  };

  it("gives the worked example to the cent", () => {
    expect(projectProfit(assumptions)).toEqual({
      currency: "USD",
      customers: 90,
      revenue: { subscriptions: "3000.00", packs: "500.00", total: "3500.00" },
      cost: { infrastructure: "200.00", compute: "350.00", ai: "1400.00", total: "1950.00" },
      grossProfit: "1550.00",
      // 1,550 of 3,500, which is 44 %.
      marginPercent: "44.29",
      // Each customer leaves 3,500 * 0.5 / 90 = 19.44, and 200 / 19.44 is 10.3.
      breakEvenCustomers: 11,
      // 1,550 / 90 / 0.05.
      lifetimeValue: "344.44",
      lifetimeToAcquisition: "3.44",
    });
  });

  it("breaks even exactly where the last customer pays the last cent", () => {
    const one = { ...assumptions, subscriptions: [{ plan: "core", customers: 1, price: "20" }], packSales: "0" };
    expect(projectProfit({ ...one, infrastructure: "100" }).breakEvenCustomers).toBe(10);
    expect(projectProfit({ ...one, infrastructure: "100.01" }).breakEvenCustomers).toBe(11);
    expect(projectProfit({ ...one, aiShare: "0.9" }).breakEvenCustomers).toBeNull();
  });

  it("says nothing where there is nothing to divide by", () => {
    expect(projectProfit({ currency: "JPY", subscriptions: [], infrastructure: "200", churn: "0" })).toMatchObject({
      grossProfit: "-200",
      marginPercent: null,
      breakEvenCustomers: null,
      lifetimeValue: null,
      lifetimeToAcquisition: null,
    });
    const { churn: _, ...forever } = assumptions;
    expect(projectProfit(forever)).toMatchObject({ lifetimeValue: null, lifetimeToAcquisition: null });
  });

  it.each([{ computeShare: "1.1" }, { aiShare: "-0.1" }, { churn: "5" }])(
    "refuses %j, which is no share",
    (changed) => {
      expect(() => projectProfit({ ...assumptions, ...changed })).toThrow(
        expect.objectContaining({ code: "invalid-assumptions", message: expect.stringContaining("0.4") }),
      );
    },
  );

  it("refuses half a customer", () => {
    const subscriptions = [{ plan: "core", customers: 1.5, price: "25" }];
    expect(() => projectProfit({ ...assumptions, subscriptions })).toThrow(/"core" has 1.5 customers/);
  });
});

describe("adviseOnMargin", () => {
  it.each([
    [{}, []],
    [{ aiCostOfCreditRevenue: "0.5" }, []],
    [{ aiCostOfCreditRevenue: "0.501" }, ["act ai-cost-high"]],
    [{ computeOfRevenue: "0.0999" }, []],
    [{ computeOfRevenue: "0.1" }, ["watch compute-above-target"]],
    [{ computeOfRevenue: "0.15" }, ["watch compute-above-target"]],
    [{ computeOfRevenue: "0.1501" }, ["act compute-high"]],
    [{ grossMargin: "0.3499" }, ["act margin-low"]],
    [{ grossMargin: "0.35" }, ["watch margin-below-target"]],
    [{ grossMargin: "0.40" }, []],
    [{ grossMargin: "0.5" }, []],
    [{ grossMargin: "0.51" }, ["watch margin-above-target"]],
    [{ grossMargin: "-0.2" }, ["act margin-low"]],
    [{ churn: "0.0499" }, []],
    [{ churn: "0.05" }, ["watch churn-above-target"]],
    [{ lifetimeToAcquisition: "3" }, []],
    [{ lifetimeToAcquisition: "2.99" }, ["watch lifetime-value-low"]],
  ])("of %j says %j", (ratios, expected) => {
    expect(adviseOnMargin(ratios).map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });

  it("says which markup makes the cost half of the charge", () => {
    const raise = (aiCostOfCreditRevenue: string, markupPercent?: string) =>
      adviseOnMargin({ aiCostOfCreditRevenue, markupPercent })[0]?.raiseMarkupTo;
    expect(raise("0.8")).toBe("100");
    // Without bonus credits a markup of 25 % is a cost share of 0.8, and the answer is the same.
    expect(raise("0.8", "25")).toBe("100");
    // With them, 35 % on 0.8 needs charges 1.6 times as high: 1.35 * 1.6 = 2.16.
    expect(raise("0.8", "35")).toBe("116");
    expect(raise("0.501", "100")).toBe("101");
  });
});
