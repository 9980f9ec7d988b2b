import { planExperiment } from "@pricewright/core/statistics";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
});

const plan = (body: object) => tenant.post("/v1/experiments/license-price/plan", body);
const arm = (key: string, price: string, weight = 1) => ({ key, prices: [price], weight });

describe("POST /v1/experiments/{key}/plan", () => {
  it("reads the arms and their prices, and answers as the planning of two prices does", async () => {
    await preparePriceTest(tenant, { draft: true, startedAt: undefined });
    const { status, body } = await plan({ visitorsPerDay: 3400, conversion: 0.02 });
    const expected = planExperiment({ baseline: 0.02, prices: [39, 59], visitorsPerDay: 3400 });
    expect(status).toBe(200);
    expect(body).toEqual({
      currency: "USD",
      days: expected.days,
      visitors: expected.days * 3400,
      costOfTesting: expected.costOfTesting,
      comparisons: [{ variant: "price-59", plan: "license", interval: "once", prices: [39, 59], ...expected }],
      skipped: [],
    });
  });

  it("takes longer where the smaller arm or the whole test gets fewer visitors", async () => {
    const variants = [arm("price-39", "license-39", 3), arm("price-59", "license-59", 1)];
    await preparePriceTest(tenant, { draft: true, startedAt: undefined, variants, coverage: 0.5 });
    const { body } = await plan({ visitorsPerDay: 8000, conversion: 0.02, minimumEffect: -0.1 });
    const { days, visitorsPerArm } = planExperiment({
      baseline: 0.02,
      prices: [39, 59],
      visitorsPerDay: 2000,
      minimumEffect: -0.1,
    });
    expect(body.comparisons[0]).toMatchObject({ days, visitorsPerArm, effect: -0.1 });
    expect(body.visitors).toBe(days * 4000);
  });

  it("compares every arm at a level for all together, and says which it leaves out", async () => {
    const variants = [
      arm("price-39", "license-39"),
      arm("price-59", "license-59"),
      arm("same", "license-39"),
      arm("idle", "license-59", 0),
    ];
    await preparePriceTest(tenant, { draft: true, startedAt: undefined, variants });
    const { body } = await plan({ visitorsPerDay: 3000, conversion: 0.05 });
    expect(body.comparisons.map(({ variant }: { variant: string }) => variant)).toEqual(["price-59"]);
    expect(body.skipped).toEqual([
      { variant: "same", because: "no-price-differs" },
      { variant: "idle", because: "no-visitors" },
    ]);
    const two = [...variants.slice(0, 2), arm("again", "license-59")];
    tenant = await server.newTenant();
    await preparePriceTest(tenant, { draft: true, startedAt: undefined, variants: two });
    const wider = (await plan({ visitorsPerDay: 3000, conversion: 0.05 })).body.comparisons;
    expect(wider[0].visitorsPerArm).toBeGreaterThan(body.comparisons[0].visitorsPerArm);
  });

  it("refuses what cannot be, with every field, and an experiment that is not there", async () => {
    await preparePriceTest(tenant);
    const wrong = await plan({ visitorsPerDay: 0, conversion: 1 });
    expect(wrong.body.problems.map(({ field }: { field: string }) => field)).toEqual(["visitorsPerDay", "conversion"]);
    const none = await plan({ visitorsPerDay: 100, conversion: 0.1, minimumEffect: 0 });
    expect(none).toMatchObject({ status: 400, body: { code: "invalid-request" } });
    const missing = await tenant.post("/v1/experiments/none/plan", { visitorsPerDay: 100, conversion: 0.1 });
    expect(missing.status).toBe(404);
  });
});
