import { resultsResponse } from "@pricewright/core/api";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rebuildStatistics } from "../events/rebuild-statistics.ts";
import { experiment, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const KEY = "license-price";
const CHURN = { kind: "outcome", outcome: "churn", of: "buyers", tolerance: 0.05 } as const;

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  // Four whole weeks after the start.
  server = await startTestServer({ clock: () => new Date("2026-03-29T00:00:00Z") });
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
});

const track = async (events: unknown[]) => {
  const { body } = await tenant.post("/v1/events", { events });
  return new Set(body.results.map(({ status }: { status: string }) => status));
};
const results = async () => (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
const churn = (visitor: string, changed: object = {}) => ({
  type: "outcome",
  id: `churn-${visitor}`,
  unit: { kind: "visitor", id: visitor },
  occurredAt: "2026-03-20T12:00:00Z",
  outcome: "churn",
  ...changed,
});

/** As many visitors of each arm, all of them buyers. */
function buyers(count: number): Record<string, string[]> {
  const ids = (variant: string) => Array.from({ length: count }, (_, index) => idOf(variant, `v_${index}`));
  return { "price-39": ids("price-39"), "price-59": ids("price-59") };
}
const bought = (arms: Record<string, string[]>) =>
  Object.entries(arms).flatMap(([variant, visitors]) =>
    visitors.flatMap((visitor) => {
      const amount = variant.slice(6);
      return [exposure(visitor, { variant }), sale(visitor, { price: `license-${amount}`, amount: `${amount}.00` })];
    }),
  );

describe("guardrails", () => {
  it("are declared with the experiment, changed before its start, and never after", async () => {
    await preparePriceTest(tenant, { startedAt: undefined, draft: true, guardrails: [CHURN] });
    const read = await tenant.get(`/v1/experiments/${KEY}`);
    expect(read.body.guardrails).toEqual([CHURN]);
    const change = (method: string, path: string, body: object, etag: string) =>
      server.call(method, `/v1/experiments/${KEY}${path}`, {
        key: tenant.secretKey,
        body,
        headers: { "if-match": etag },
      });
    const guardrails = [{ kind: "refund-rate", tolerance: 0.1, probability: 0.9 }];
    const changed = await change("PATCH", "", { guardrails }, '"v1"');
    expect(changed.body.guardrails).toEqual(guardrails);
    await change("POST", "/start", {}, '"v2"');
    expect(await change("PATCH", "", { guardrails: [] }, '"v3"')).toMatchObject({
      status: 409,
      body: { code: "wrong-status" },
    });
    const copy = await tenant.post(`/v1/experiments/${KEY}/clone`, { key: "copy" });
    expect(copy.body.guardrails).toEqual(guardrails);
  });

  it("are each named once, with a tolerance of 0 or more", async () => {
    await preparePriceTest(tenant);
    const refused = await tenant.post("/v1/experiments", {
      ...experiment,
      key: "other",
      guardrails: [CHURN, { ...CHURN, of: "visitors" }, { kind: "margin", tolerance: -1 }],
    });
    expect(refused.status).toBe(400);
    expect(refused.body.problems.map(({ field }: { field: string }) => field)).toContain("guardrails.2.tolerance");
    const twice = await tenant.post("/v1/experiments", { ...experiment, key: "other", guardrails: [CHURN, CHURN] });
    expect(twice.body.problems).toMatchObject([{ field: "guardrails", message: "name each guardrail once" }]);
  });

  it("stop the arm whose buyers leave, with the guardrail's name, its numbers and words", async () => {
    await preparePriceTest(tenant, { guardrails: [CHURN, { kind: "refund-rate", tolerance: 0.05 }] });
    const arms = buyers(40);
    expect(await track(bought(arms))).toEqual(new Set(["accepted"]));
    expect((await results()).report.guardrails[0].variants[1].probabilityOfHarm).toBeLessThan(0.3);
    const [leaving, other] = [arms["price-59"]?.slice(0, 25) ?? [], arms["price-39"]?.slice(0, 2) ?? []];
    await track([...leaving, ...other].map((visitor) => churn(visitor)));
    // Again under another id: the unit left once.
    await track(other.map((visitor) => churn(visitor, { id: `again-${visitor}` })));
    const body = await results();
    const [judged] = body.report.guardrails;
    expect(judged).toMatchObject({ name: "churn", kind: "outcome", tolerance: 0.05, limit: 0.975 });
    expect(judged.variants.map(({ mean }: { mean: number }) => mean)).toEqual([3 / 42, 26 / 42]);
    expect(body.report.decision).toMatchObject({
      action: "stop-for-harm",
      variant: "price-59",
      because: [{ code: "guardrail", guardrail: "churn" }],
    });
    expect(body.sentences.join(" ")).toContain('Stop "price-59" for the guardrail "churn": 61.9 %');
    expect(resultsResponse.parse(body)).toEqual(body);
    expect(await rebuildStatistics(server.database, tenant.scope)).toMatchObject({ units: 0, statistics: {} });
  });

  it("stop the arm whose buyers want their money back", async () => {
    await preparePriceTest(tenant, { guardrails: [{ kind: "refund-rate", tolerance: 0.05 }] });
    const arms = buyers(40);
    await track(bought(arms));
    await track(
      (arms["price-59"] ?? []).slice(0, 25).map((visitor) => ({
        type: "refund",
        id: `refund-${visitor}`,
        unit: { kind: "visitor", id: visitor },
        occurredAt: "2026-03-20T12:00:00Z",
        conversion: `sale-${visitor}`,
        amount: "59.00",
        currency: "USD",
      })),
    );
    const { report } = await results();
    expect(report.guardrails[0].variants.map(({ mean }: { mean: number }) => mean)).toEqual([1 / 42, 26 / 42]);
    expect(report.decision).toMatchObject({ action: "stop-for-harm", variant: "price-59" });
  });

  it("count what happened within the horizon, whatever comes first, and only what they name", async () => {
    await preparePriceTest(tenant, { guardrails: [CHURN], horizonDays: 10 });
    const [first = "", second = ""] = buyers(2)["price-39"] ?? [];
    await track([
      churn(first, { occurredAt: "2026-03-05T12:00:00Z" }),
      churn(second),
      churn(second, { id: "complaint", outcome: "complaint", occurredAt: "2026-03-05T12:00:00Z" }),
    ]);
    await track(bought({ "price-39": [first, second] }));
    const { report } = await results();
    expect(report.guardrails[0].variants[0].mean).toBe(2 / 4);
    const { body } = await tenant.get(`/v1/units/visitor/${second}`);
    expect(body.outcomes.map(({ name }: { name: string | null }) => name)).toEqual([null, "complaint", "churn"]);
  });

  it("are not told of by browsers", async () => {
    await preparePriceTest(tenant, { guardrails: [CHURN] });
    const told = await server.call("POST", "/v1/events", {
      key: tenant.publishableKey,
      body: { events: [churn("v")] },
    });
    expect(told.body.results[0].problems).toMatchObject([{ field: "type", code: "not-from-browser" }]);
  });
});

describe("revenue after discount", () => {
  it("is what was paid and not the price, also where no sale was at its full price", async () => {
    await preparePriceTest(tenant);
    const [visitor = ""] = buyers(1)["price-39"] ?? [];
    await track([exposure(visitor), sale(visitor, { revenue: "30.00" })]);
    expect((await results()).report.variants[0].observed).toEqual({ conversion: 1, revenuePerVisitor: 30 });
  });
});
