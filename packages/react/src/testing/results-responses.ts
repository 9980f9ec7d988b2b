import type { ResultsResponse } from "@pricewright/core/api";
import { analyzeExperiment, describeReport, type VariantStatistics } from "@pricewright/core/statistics";

function variant(key: string, amount: number, visitors: number, conversions: number): VariantStatistics {
  return { key, weight: 1, visitors, conversions, plans: [{ id: "license", amount, count: conversions }] };
}

function respond(variants: readonly VariantStatistics[]): ResultsResponse {
  const startedAt = "2026-03-01T00:00:00.000Z";
  const report = analyzeExperiment({
    control: "price-39",
    currency: "USD",
    variants,
    startedAt: new Date(startedAt),
    asOf: new Date("2026-04-26T00:00:00.000Z"),
  });
  return {
    experiment: {
      key: "license-price",
      name: "Price of a license",
      salt: "license-price",
      status: "running",
      control: "price-39",
      variants: variants.map(({ key }) => ({ key, weight: 1, prices: [`license-${key}`] })),
      coverage: 1,
      weightEpoch: 1,
      version: 1,
      catalogVersion: 1,
      winner: null,
      startAt: null,
      revision: 1,
      startedAt,
      endedAt: null,
    },
    report,
    sentences: describeReport(report),
    demand: null,
    demandGap: "too-few-prices",
  };
}

/** A test whose dearer price has won. */
export function decidedResponse(): ResultsResponse {
  return respond([variant("price-39", 39, 100_000, 2000), variant("price-59", 59, 100_000, 1560)]);
}

/** The same test, of which it is known how often the page showed the arm's price. */
export function checkedResponse(): ResultsResponse {
  const response = decidedResponse();
  const none = { equal: 0, different: 0, unknown: 0, of: 0 };
  const shown = { ...none, equal: 100_000, of: 100_000 };
  const integrity = { shown, quoted: none, charged: none, attributed: none, soldUnseen: [] };
  const report = { ...response.report, integrity };
  return { ...response, report, sentences: describeReport(report) };
}

/** The same test with so many wrong prices on the page that its data is not fit to be read. */
export function unfitResponse(): ResultsResponse {
  const [control, challenger] = [variant("price-39", 39, 99_000, 1980), variant("price-59", 59, 100_000, 1560)];
  const integrity = { checked: 100_000, priceMismatches: 1000, multipleExposure: 0, slotDrift: 0 };
  return respond([{ ...control, integrity }, challenger]);
}

/** A test that nobody has bought in yet. */
export function emptyResponse(): ResultsResponse {
  return respond([variant("price-39", 39, 0, 0), variant("price-59", 59, 0, 0)]);
}
