import type { PricingEvent } from "@pricewright/core/api";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, countsOf, exposure, idOf, preparePriceTest, republish, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});

const track = async (...events: unknown[]) => (await tenant.post("/v1/events", { events })).body.results;

describe("POST /v1/events", () => {
  it("folds exposures and sales into the results", async () => {
    const [low, high] = [idOf("price-39"), idOf("price-59")];
    const highSale = sale(high, { price: "license-59", amount: "59.00" });
    expect(await track(exposure(low), exposure(high, { variant: "price-59" }), highSale)).toEqual([
      { id: `exposure-${low}`, status: "accepted" },
      { id: `exposure-${high}`, status: "accepted" },
      { id: `sale-${high}`, status: "accepted" },
    ]);
    expect(await countsOf(tenant)).toEqual({ "price-39": [1, 1, 0], "price-59": [1, 1, 1] });
    const { report } = (await tenant.get("/v1/experiments/license-price/results")).body;
    expect(report.variants[1].observed).toEqual({ conversion: 1, revenuePerVisitor: 59 });
    expect(report.health).toEqual([]);
  });

  it("judges each event of a batch by itself, and names every problem of a bad one", async () => {
    const good = exposure(idOf("price-39"));
    const results = await track(
      { ...good, id: "", unit: { kind: "robot", id: "" }, extra: 1 },
      good,
      exposure("b", { id: "b", experiment: "nope" }),
      7,
      null,
    );
    expect(results.map((result: { status: string }) => result.status)).toEqual([
      "rejected",
      "accepted",
      "rejected",
      "rejected",
      "rejected",
    ]);
    expect(results[0].problems.map((problem: { field: string }) => problem.field).sort()).toEqual([
      "extra",
      "id",
      "unit.id",
      "unit.kind",
    ]);
    expect(results[2]).toEqual({
      id: "b",
      status: "rejected",
      problems: [{ field: "experiment", code: "unknown-experiment", message: expect.stringContaining('"nope"') }],
    });
    expect(await countsOf(tenant)).toEqual({ "price-39": [1, 1, 0], "price-59": [0, 0, 0] });
  });

  it("stores nothing of a rejected event, so it may be sent again once it is right", async () => {
    const visitor = idOf("price-39");
    expect((await track(exposure(visitor, { variant: "price-99" })))[0].problems[0].code).toBe("unknown-variant");
    expect((await track(exposure(visitor)))[0].status).toBe("accepted");
  });

  it("counts the same event once, in one batch, in two, and in many at the same moment", async () => {
    const event = exposure(idOf("price-39"));
    expect((await track(event, event)).map((result: { status: string }) => result.status)).toEqual([
      "accepted",
      "duplicate",
    ]);
    const again = await Promise.all(Array.from({ length: 8 }, () => track(event)));
    expect(again.flat().every((result) => result.status === "duplicate")).toBe(true);
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 0] });
  });

  it("lists what came, newest first, in parts, with what counts nowhere and why", async () => {
    const [first, second] = [idOf("price-39"), idOf("price-59")];
    const unseen = exposure(first, { shown: [] });
    await track(exposure(first));
    await track(sale(first), exposure(second));
    await tenant.post("/v1/events", { events: [{ ...unseen, id: "later" }] });
    const all = (await tenant.get("/v1/events/recent")).body;
    expect(all.nextCursor).toBeNull();
    expect(all.events).toHaveLength(4);
    const types = all.events.map(({ type }: { type: string }) => type);
    expect([types[0], types.at(-1), types.includes("conversion")]).toEqual(["exposure", "exposure", true]);
    expect(all.events.at(-1)).toMatchObject({
      unit: { kind: "visitor", id: first },
      source: "server",
      experiments: [{ experiment: "license-price", variant: "price-39" }],
      unverified: "",
    });
    const listed = [];
    for (let path = "/v1/events/recent?limit=1"; path !== ""; ) {
      const { events, nextCursor } = (await tenant.get(path)).body;
      listed.push(...events);
      path = nextCursor === null ? "" : `/v1/events/recent?limit=1&cursor=${nextCursor}`;
    }
    expect(listed).toEqual(all.events);
  });

  it("refuses another event under an id that was used", async () => {
    const visitor = idOf("price-39");
    await track(exposure(visitor));
    const [result] = await track(exposure(visitor, { occurredAt: "2026-03-04T00:00:00Z" }));
    expect(result).toMatchObject({ status: "rejected", problems: [{ field: "id", code: "event-id-reused" }] });
  });

  it("refuses prices, times and callers that cannot be right", async () => {
    const codes = async (event: unknown) =>
      (await track(event))[0].problems.map((problem: { code: string }) => problem.code);
    expect(await codes(sale("v", { price: "gold" }))).toEqual(["unknown-price"]);
    expect(await codes(exposure("v", { occurredAt: "2026-02-01T00:00:00Z" }))).toEqual([
      "too-old",
      "outside-experiment",
    ]);
    expect(await codes(exposure("v", { occurredAt: "2999-01-01T00:00:00Z" }))).toEqual(["in-the-future"]);
    expect(await codes(sale("v", { occurredAt: "yesterday" }))).toEqual(["invalid-format"]);
  });

  it("takes out units that saw another arm's price, and counts them apart", async () => {
    const visitor = idOf("price-39");
    await track(
      exposure(visitor, { shown: [{ price: "license-59", amount: "59.00", currency: "USD" }] }),
      sale(visitor),
    );
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 0, 0] });
    const { health } = (await tenant.get("/v1/experiments/license-price/results")).body.report;
    expect(health).toEqual([{ code: "price-mismatch", severity: "fix-first", units: 1, of: 1 }]);
  });

  it("compares amounts by value and notices an edited one", async () => {
    const visitor = idOf("price-39");
    await track(exposure(visitor, { shown: [{ price: "license-39", amount: "39", currency: "USD" }] }));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 0] });
    await track(sale(visitor, { amount: "3.90" }));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 0, 0] });
  });

  it("minds no new price of a plan that the test is not about", async () => {
    const basic = { id: "basic", name: "Basic", prices: [{ id: "basic-9", amount: "9.00", interval: "once" }] };
    await republish(server, tenant, { ...catalog, plans: [...catalog.plans, basic] });
    const visitor = idOf("price-39");
    const own = { price: "license-39", amount: "39.00", currency: "USD" };
    await track(exposure(visitor, { shown: [own, { price: "basic-9", amount: "9.00", currency: "USD" }] }));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 1, 0] });
    const other = idOf("price-39", "v_2");
    await track(exposure(other, { shown: [own, { price: "basic-9", amount: "8.00", currency: "USD" }] }));
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [2, 1, 0] });
  });

  it("notices a unit that was shown an arm its id does not lead to, and one that saw two", async () => {
    const visitor = idOf("price-39");
    await track(exposure(visitor), exposure(visitor, { id: "second", variant: "price-59" }));
    const { report } = (await tenant.get("/v1/experiments/license-price/results")).body;
    expect(report.health.map(({ code, units }: { code: string; units: number }) => [code, units])).toEqual([
      ["multiple-exposure", 1],
      ["assignment-drift", 1],
    ]);
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [1, 0, 0], "price-59": [0, 0, 0] });
  });

  it("keeps what a browser says apart, and takes no sale from it", async () => {
    const visitor = idOf("price-39");
    const fromBrowser = async (event: unknown) =>
      (await server.call("POST", "/v1/events", { key: tenant.publishableKey, body: { events: [event] } })).body
        .results[0];
    expect(await fromBrowser(exposure(visitor))).toEqual({
      id: `exposure-${visitor}`,
      status: "unverified",
      reason: "no-quote",
    });
    expect(await fromBrowser(sale(visitor))).toMatchObject({
      status: "rejected",
      problems: [{ code: "not-from-browser" }],
    });
    expect(await countsOf(tenant)).toMatchObject({ "price-39": [0, 0, 0] });
    // An id that a browser used does not keep the server's event out.
    expect((await track(exposure(visitor)))[0].status).toBe("accepted");
  });

  it("refuses an empty batch and more than 1,000 events", async () => {
    for (const events of [[], Array.from({ length: 1001 }, () => ({}))]) {
      const { status, body } = await tenant.post("/v1/events", { events });
      expect([status, body.code, body.problems[0].field]).toEqual([400, "invalid-request", "events"]);
    }
  });

  it("gives the same results whatever the order and the batches", { timeout: 120_000 }, async () => {
    const visitors = [idOf("price-39", "v_1"), idOf("price-39", "v_2"), idOf("price-59", "v_3")];
    const events: PricingEvent[] = visitors.flatMap((visitor, index) => {
      const variant = index < 2 ? "price-39" : "price-59";
      const price = index < 2 ? {} : { price: "license-59", amount: "59.00" };
      return [
        exposure(visitor, { variant }),
        exposure(visitor, { variant, id: `early-${visitor}`, occurredAt: "2026-03-01T12:00:00Z" }),
        sale(visitor, { ...price, occurredAt: "2026-03-02T06:00:00Z" }),
        sale(visitor, { ...price, id: `later-${visitor}` }),
      ];
    });
    const totals = async (batches: readonly (readonly PricingEvent[])[], parallel: boolean) => {
      tenant = await server.newTenant();
      await preparePriceTest(tenant);
      if (parallel) await Promise.all(batches.map((batch) => track(...batch)));
      else for (const batch of batches) await track(...batch);
      return (await tenant.get("/v1/experiments/license-price/results")).body.report.variants;
    };
    const expected = await totals([events], false);
    expect(expected.map((variant: { conversions: number }) => variant.conversions)).toEqual([2, 1]);
    const shuffled = fc.shuffledSubarray(events, { minLength: events.length });
    await fc.assert(
      fc.asyncProperty(shuffled, fc.integer({ min: 1, max: 5 }), fc.boolean(), async (order, size, parallel) => {
        const batches = Array.from({ length: Math.ceil(order.length / size) }, (_, index) =>
          order.slice(index * size, (index + 1) * size),
        );
        // Some events come twice.
        expect(await totals([...batches, order.slice(0, 3)], parallel)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});
