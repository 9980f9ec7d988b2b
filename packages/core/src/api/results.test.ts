import { describe, expect, it } from "vitest";
import { adjustmentsSince } from "../recording/adjustments.ts";
import {
  type AnalyzeExperimentOptions,
  analyzeExperiment,
  demandPointsOf,
  type ExperimentDemand,
  fitDemand,
  type VariantStatistics,
} from "../statistics/index.ts";
import { resultsResponse } from "./results.ts";

const arm = (key: string, amount: number, conversions: number): VariantStatistics => ({
  key,
  visitors: 10_000,
  conversions,
  plans: [{ id: "pro", amount, count: conversions }],
});
const arms = [arm("a", 39, 500), arm("b", 59, 420), arm("c", 79, 380)];
const integrity = { checked: 900, priceMismatches: 3, multipleExposure: 700, slotDrift: 40 };
const experiment = {
  key: "price",
  name: "Price",
  salt: "price",
  status: "running",
  control: "a",
  variants: [],
  coverage: 1,
  revision: 1,
  weightEpoch: 1,
  version: 1,
  catalogVersion: 1,
  winner: null,
  startAt: null,
  startedAt: null,
  endedAt: null,
};

/** Reports that between them fill every field. */
const reports: Record<string, Partial<AnalyzeExperimentOptions>> = {
  "one price an arm": {},
  "segments and nothing else": { segments: [{ segment: "country=DE", variants: arms }] },
  "everything that can be wrong": {
    variants: [
      {
        ...arm("a", 39, 500),
        integrity: {
          ...integrity,
          immature: 7,
          unconverted: 2,
          shownEqual: 890,
          shownDifferent: 3,
          quotedEqual: 5,
          buyers: 500,
          chargedEqual: 500,
          attributedEqual: 400,
          soldUnseen: 30,
        },
      },
      { ...arm("b", 59, 420), cost: { sum: 9, sumOfSquares: 9, sumOfProductsWithRevenue: 9 } },
      { ...arm("c", 79, 0), weight: 0 },
      { ...arm("a", 39, 50), weightEpoch: 2, weight: 3 },
      { ...arm("b", 59, 42), weightEpoch: 2 },
    ],
    unverified: [
      { reason: "rate-limited", variant: "a", exposures: 9, units: 8, first: "2026-03-01", last: "2026-03-02" },
      { reason: "no-quote", variant: null, exposures: 9999, units: 0, first: "2026-03-01", last: "2026-03-02" },
    ],
  },
  "amounts that vary and were cut": {
    variants: [arm("a", 39, 500), arm("b", 59, 420)].map(({ plans: _, ...rest }) => ({
      ...rest,
      revenue: { sum: 20_000, sumOfSquares: 1e6, capped: { units: 2, amount: 90 } },
      cost: { sum: 100, sumOfSquares: 10, sumOfProductsWithRevenue: 400 },
    })),
  },
  guardrails: {
    guardrails: [
      { kind: "margin", tolerance: 0.1 },
      { kind: "refund-rate", tolerance: 0.02, probability: 0.9 },
      { kind: "outcome", outcome: "churn", tolerance: 0.01, of: "buyers" },
    ],
    variants: arms.map((one, index) => ({
      ...one,
      harm: { refunded: 10, outcomes: { churn: { units: 90 * index, buyers: 80 * index } } },
    })),
  },
  "a test that is young": { startedAt: new Date("2026-03-01"), asOf: new Date("2026-03-05") },
};

describe("resultsResponse", () => {
  it.each(Object.entries(reports))("passes on a report of %s unchanged", (_, options) => {
    const report = analyzeExperiment({ variants: arms, control: "a", currency: "USD", ...options });
    const { points, ...demandOptions } = demandPointsOf(arms) as ExperimentDemand;
    const demand = fitDemand(points, { ...demandOptions, curve: true });
    const conclusion = { report, sentences: ["so it was"], adjustments: adjustmentsSince(report, report) };
    const sent = JSON.parse(
      JSON.stringify({ experiment, report, sentences: ["so"], demand, demandGap: null, conclusion }),
    );
    expect(resultsResponse.parse(sent)).toEqual(sent);
  });

  it("refuses a report that lacks what clients read", () => {
    const report = analyzeExperiment({ variants: arms, control: "a", currency: "USD" });
    const { integrity: __, ...without } = report;
    const sent = {
      experiment,
      report: without,
      sentences: [],
      demand: null,
      demandGap: "too-few-prices",
      conclusion: null,
    };
    expect(resultsResponse.safeParse(sent).error?.issues.map(({ path }) => path.join("."))).toEqual([
      "report.integrity",
    ]);
  });
});
