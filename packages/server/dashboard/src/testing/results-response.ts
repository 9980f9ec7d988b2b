import type { ResultsResponse } from "@pricewright/core/api";
import { analyzeExperiment, describeReport, type VariantStatistics } from "@pricewright/core/statistics";

const integrity = { multipleExposure: 0, slotDrift: 0 };
const variants: readonly VariantStatistics[] = [
  {
    key: "price-39",
    weight: 66,
    visitors: 202_517,
    conversions: 4030,
    plans: [{ id: "license", amount: 39, count: 4030 }],
    integrity: { ...integrity, checked: 202_727, priceMismatches: 210 },
  },
  {
    key: "price-59",
    weight: 33,
    visitors: 113_918,
    conversions: 1772,
    plans: [{ id: "license", amount: 59, count: 1772 }],
    integrity: { ...integrity, checked: 114_073, priceMismatches: 155 },
  },
];

/** Results of the public 39 or 59 dollar test, as the server would answer. */
export function publicTestResponse(): ResultsResponse {
  const startedAt = "2015-03-01T00:00:00.000Z";
  const endedAt = "2015-05-31T00:00:00.000Z";
  const report = analyzeExperiment({
    control: "price-39",
    currency: "USD",
    variants,
    startedAt: new Date(startedAt),
    asOf: new Date(endedAt),
    ended: true,
  });
  return {
    experiment: {
      key: "license-price",
      name: "License at $39 or $59",
      salt: "license-price",
      status: "completed",
      control: "price-39",
      variants: variants.map(({ key, weight = 1 }) => ({ key, weight, prices: [`license-${key.slice(6)}`] })),
      coverage: 1,
      weightEpoch: 1,
      version: 1,
      catalogVersion: 1,
      winner: null,
      startAt: null,
      revision: 1,
      startedAt,
      endedAt,
    },
    report,
    sentences: describeReport(report),
    demand: null,
    demandGap: "too-few-prices",
    conclusion: null,
  };
}
