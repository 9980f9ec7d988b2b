import { resultsResponse } from "@pricewright/core/api";
import { describeReport } from "@pricewright/core/statistics";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const KEY = "license-price";
let now = new Date("2026-03-29T00:00:00Z");
let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});
afterAll(() => server.drop());

const results = async (query = "") => (await tenant.get(`/v1/experiments/${KEY}/results${query}`)).body;

/** Visitors whose ids lead to the variant. */
const visitorsOf = (variant: string, count: number) =>
  Array.from({ length: count }, (_, index) => idOf(variant, `v_${index}`));

describe("a conclusion", () => {
  it("keeps the report that it was made on, beside what has changed since", async () => {
    const [one = "", ...others] = visitorsOf("price-39", 20);
    const events = [one, ...others].flatMap((visitor) => [exposure(visitor), sale(visitor)]);
    const rival = visitorsOf("price-59", 20).map((visitor) => exposure(visitor, { variant: "price-59" }));
    await tenant.post("/v1/events", { events: [...events, ...rival] });
    const before = await results();
    expect(before.conclusion).toBeNull();

    const { headers } = await tenant.get(`/v1/experiments/${KEY}`);
    const concluded = await server.call("POST", `/v1/experiments/${KEY}/conclude`, {
      key: tenant.secretKey,
      body: { winner: "price-39", reason: "it sells" },
      headers: { "if-match": headers.get("etag") ?? "" },
    });
    expect(concluded.status).toBe(200);
    const at = await results();
    expect(resultsResponse.parse(at)).toEqual(at);
    expect(at.conclusion).toEqual({ report: at.report, sentences: describeReport(at.report), adjustments: [] });
    expect(at.conclusion.report.variants).toEqual(before.report.variants);

    now = new Date("2026-04-20T00:00:00Z");
    const refund = { type: "refund", id: "back", conversion: `sale-${one}`, amount: "39.00", currency: "USD" };
    const given = { ...refund, unit: { kind: "visitor", id: one }, occurredAt: now.toISOString() };
    await tenant.post("/v1/events", { events: [given] });
    for (const query of ["", "?from=2026-03-05", "?metric=conversion"]) {
      const { conclusion, sentences } = await results(query);
      expect(conclusion.report).toEqual(at.report);
      expect(conclusion.adjustments).toEqual([
        {
          key: "price-39",
          arrivals: 0,
          visitors: 0,
          immature: 0,
          conversions: 0,
          revenuePerVisitor: expect.closeTo(-39 / 20),
        },
      ]);
      expect(sentences.at(-1)).toBe('Since the conclusion "price-39" has changed by -$1.95 per visitor.');
    }
  });
});
