import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, experiment, preparePriceTest, republish } from "../testing/price-test.ts";
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

describe("/v1/catalog", () => {
  it("publishes versions that never change, and none for the same prices", async () => {
    expect((await tenant.get("/v1/catalog")).status).toBe(404);
    const first = await tenant.post("/v1/catalog", catalog);
    expect(first.body).toMatchObject({
      version: 1,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      catalog: { currency: "USD" },
    });
    expect((await tenant.post("/v1/catalog", catalog)).body.version).toBe(1);
    const changed = { ...catalog, plans: [{ ...catalog.plans[0], name: "License" }] };
    expect((await republish(server, tenant, changed)).body.version).toBe(2);
    expect((await tenant.get("/v1/catalog")).body).toMatchObject({
      version: 2,
      catalog: { plans: [{ name: "License" }] },
    });
  });

  it("wants to know which version a changed list takes the place of, so that nobody's is passed over", async () => {
    const published = await tenant.post("/v1/catalog", catalog);
    expect(published.headers.get("etag")).toBe('"v1"');
    const named = (name: string) => ({ ...catalog, plans: [{ ...catalog.plans[0], name }] });
    expect((await tenant.post("/v1/catalog", named("License"))).body).toMatchObject({
      status: 428,
      code: "if-match-required",
      detail: expect.stringContaining('"v1"'),
    });
    const publish = (name: string, version: number) =>
      server.call("POST", "/v1/catalog", {
        key: tenant.secretKey,
        headers: { "if-match": `"v${version}"` },
        body: named(name),
      });
    const both = await Promise.all([publish("License", 1), publish("Licence fee", 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(both.find(({ status }) => status === 412)?.body.code).toBe("changed-meanwhile");
    const { body, headers } = await tenant.get("/v1/catalog");
    expect([body.version, headers.get("etag")]).toEqual([2, '"v2"']);
    // What is published already is nobody's loss.
    expect((await publish(body.catalog.plans[0].name, 1)).body.version).toBe(2);
  });

  it("has one hash for what says the same, in whatever order it is written", async () => {
    const { hash } = (await tenant.post("/v1/catalog", catalog)).body;
    const reordered = Object.fromEntries(Object.entries(catalog).reverse());
    expect((await tenant.post("/v1/catalog", reordered)).body).toMatchObject({ version: 1, hash });
  });

  it("refuses to let a published id of a price stand for another price", async () => {
    await tenant.post("/v1/catalog", catalog);
    const [plan] = catalog.plans;
    const prices = [{ id: "license-39", amount: "41.00", interval: "once" }];
    const { status, body } = await tenant.post("/v1/catalog", { ...catalog, plans: [{ ...plan, prices }] });
    expect(status).toBe(400);
    expect(body.problems).toEqual([expect.objectContaining({ field: "plans.0.prices.0", code: "price-changed" })]);
    expect((await tenant.get("/v1/catalog")).body.version).toBe(1);
  });

  it("tests and sells packs as it does plans", async () => {
    const prices = [
      { id: "small-10", amount: "10" },
      { id: "small-12", amount: "12", listed: false },
    ];
    const packs = [{ id: "small", name: "Small", credits: "1000", prices, meters: ["tokens"] }];
    const meters = [{ id: "tokens", unit: "token", unitCost: "0.000003" }];
    const published = await tenant.post("/v1/catalog", { ...catalog, creditValue: "0.01", packs, meters });
    expect(published.body.catalog).toMatchObject({ packs: [{ id: "small" }], meters: [{ unitCost: "0.000003" }] });
    const variants = [
      { key: "ten", prices: ["small-10"] },
      { key: "twelve", prices: ["small-12"], weight: 0 },
    ];
    const created = await tenant.post("/v1/experiments", { key: "pack-price", control: "ten", variants });
    expect(created.status).toBe(201);
    const { body } = await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id: "v_1" } });
    expect(body.pricing.packs).toMatchObject([{ id: "small", meters: ["tokens"], prices: [{ id: "small-10" }] }]);
    expect(JSON.stringify(body)).not.toContain("0.000003");
    const event = { type: "conversion", id: "e_1", price: "small-10", amount: "10", currency: "USD" };
    const sold = await tenant.post("/v1/events", {
      events: [{ ...event, unit: { kind: "visitor", id: "v_1" }, occurredAt: new Date().toISOString() }],
    });
    expect(sold.body.results).toMatchObject([{ status: "accepted" }]);
  });

  it("names every problem of a price list", async () => {
    const { status, body } = await tenant.post("/v1/catalog", {
      currency: "dollars",
      plans: [{ id: "a", name: "A", prices: [{ id: "p", amount: "1.234", interval: "month", colour: "red" }] }],
    });
    expect(status).toBe(400);
    expect(body.problems.map((problem: { field: string }) => problem.field)).toEqual(
      expect.arrayContaining(["currency", "plans.0.prices.0.colour"]),
    );
  });
});

describe("/v1/experiments", () => {
  it("creates, lists and reads", async () => {
    await preparePriceTest(tenant);
    const { body } = await tenant.get("/v1/experiments/license-price");
    expect(body).toEqual({
      key: "license-price",
      name: "license-price",
      salt: "license-price",
      status: "running",
      control: "price-39",
      variants: [
        { key: "price-39", weight: 1, prices: ["license-39"] },
        { key: "price-59", weight: 1, prices: ["license-59"] },
      ],
      coverage: 1,
      revision: 1,
      weightEpoch: 1,
      version: 1,
      catalogVersion: 1,
      winner: null,
      startAt: null,
      startedAt: "2026-03-01T00:00:00.000Z",
      endedAt: null,
      memoryDays: 30,
      releaseAfterDays: 30,
      segments: [],
      rates: {},
    });
    expect((await tenant.get("/v1/experiments")).body).toEqual({ experiments: [body], nextCursor: null });
  });

  it("wants a catalog first", async () => {
    expect((await tenant.post("/v1/experiments", experiment)).body).toMatchObject({
      status: 409,
      code: "no-catalog",
      detail: expect.stringContaining("POST /v1/catalog"),
    });
  });

  it("refuses the salt of another experiment, before it is stored", async () => {
    await preparePriceTest(tenant);
    const { status, body } = await tenant.post("/v1/experiments", {
      ...experiment,
      key: "other",
      salt: experiment.key,
    });
    expect(status).toBe(400);
    expect(body.problems).toEqual([expect.objectContaining({ field: "1.salt", code: "duplicate-salt" })]);
    expect((await tenant.get("/v1/experiments")).body.experiments).toHaveLength(1);
  });

  it("lets one of two in that are created at the same moment with one salt", async () => {
    await tenant.post("/v1/catalog", catalog);
    const answers = await Promise.all(
      ["first", "second"].map((key) => tenant.post("/v1/experiments", { ...experiment, key, salt: "one-salt" })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect((await tenant.get("/v1/experiments")).body.experiments).toHaveLength(1);
  });

  it("refuses a second experiment under one key", async () => {
    await preparePriceTest(tenant);
    expect((await tenant.post("/v1/experiments", experiment)).body).toMatchObject({
      status: 409,
      code: "already-exists",
    });
  });

  it.each([
    [
      "an unknown price",
      { variants: [{ key: "price-39", prices: ["gold"] }, experiment.variants[1]] },
      "variants.0.prices.0",
      "unknown-price",
    ],
    [
      "two prices in one place",
      { variants: [{ key: "price-39", prices: ["license-39", "license-59"] }, experiment.variants[1]] },
      "variants.0.prices.1",
      "two-prices-in-one-place",
    ],
    ["an unknown control", { control: "nobody" }, "0.control", "unknown-variant"],
    [
      "doubled variants",
      { variants: [experiment.variants[0], experiment.variants[0]] },
      "0.variants",
      "duplicate-variant",
    ],
    [
      "a weight too small for a slot",
      { variants: [{ ...experiment.variants[0], weight: 1e6 }, experiment.variants[1]] },
      "0.variants",
      "invalid-allocation",
    ],
    ["an end before the start", { endedAt: "2026-02-01T00:00:00Z" }, "endedAt", "before-start"],
    ["a start in the future", { startedAt: "2999-01-01T00:00:00Z" }, "startedAt", "in-the-future"],
    ["one variant", { variants: [experiment.variants[0]] }, "variants", "too-small"],
    ["a bad key", { key: "no spaces" }, "key", "invalid-format"],
  ])("refuses %s", async (_, changed, field, code) => {
    await tenant.post("/v1/catalog", catalog);
    const { status, body } = await tenant.post("/v1/experiments", { ...experiment, ...changed });
    expect(status).toBe(400);
    expect(body.problems).toContainEqual(expect.objectContaining({ field, code }));
    expect((await tenant.get("/v1/experiments")).body.experiments).toEqual([]);
  });
});

describe("POST /v1/evaluate", () => {
  const evaluate = async (body: unknown, key = tenant.secretKey) => server.call("POST", "/v1/evaluate", { key, body });

  it("gives a visitor one price, every time, and the texts to show it", async () => {
    await preparePriceTest(tenant);
    const first = await evaluate({ unit: { kind: "visitor", id: "v_1" } });
    expect(first.body.assignments).toEqual([
      {
        experiment: "license-price",
        variant: expect.any(String),
        reason: "assigned",
        slot: expect.any(Number),
        counted: true,
      },
    ]);
    const shown = first.body.assignments[0].variant === "price-39" ? "$39" : "$59";
    expect(first.body.pricing).toMatchObject({
      locale: "en-US",
      currency: "USD",
      plans: [{ id: "license", prices: [{ formatted: shown }] }],
    });
    for (let round = 0; round < 3; round++) {
      const again = (await evaluate({ unit: { kind: "visitor", id: "v_1" } })).body;
      expect(again.assignments[0]).toMatchObject({
        variant: first.body.assignments[0].variant,
        reason: "frozen",
        counted: true,
      });
      expect([again.pricing, again.frozen]).toEqual([first.body.pricing, first.body.frozen]);
    }
  });

  it("answers for experiments nobody knows with the control, not with an error", async () => {
    await preparePriceTest(tenant);
    const { status, body } = await evaluate({
      unit: { kind: "visitor", id: "v_1" },
      experiments: ["no-such-test", "不明"],
    });
    expect(status).toBe(200);
    expect(body.assignments).toEqual(
      ["no-such-test", "不明"].map((key) => ({
        experiment: key,
        variant: "control",
        reason: "unknown-experiment",
        slot: null,
        counted: false,
      })),
    );
    expect(body.pricing.plans[0].prices[0].formatted).toBe("$39");
  });

  it("gives everyone the control of a test that has ended", async () => {
    await preparePriceTest(tenant, { endedAt: "2026-04-01T00:00:00Z" });
    expect((await evaluate({ unit: { kind: "visitor", id: "v_1" } })).body.assignments[0]).toMatchObject({
      variant: "price-39",
      reason: "not-running",
      counted: false,
    });
  });

  it("shows prices without any experiment, and says when there are none to show", async () => {
    expect((await evaluate({ unit: { kind: "visitor", id: "v_1" } })).body).toMatchObject({
      status: 409,
      code: "no-catalog",
    });
    await tenant.post("/v1/catalog", catalog);
    expect((await evaluate({ unit: { kind: "visitor", id: "v_1" } })).body).toMatchObject({
      assignments: [],
      pricing: { plans: [{ id: "license" }] },
    });
  });

  it("speaks the locale that is asked for, and refuses one that is none", async () => {
    await preparePriceTest(tenant);
    expect(
      (await evaluate({ unit: { kind: "visitor", id: "v_1" }, locale: "de-DE", experiments: [] })).body.pricing.plans[0]
        .prices[0].formatted,
    ).toBe("39\u00a0$");
    expect(
      (await evaluate({ unit: { kind: "visitor", id: "v_1" }, locale: "no such locale" })).body.problems[0].field,
    ).toBe("locale");
  });

  it("lets a publishable key evaluate visitors only", async () => {
    await preparePriceTest(tenant);
    expect((await evaluate({ unit: { kind: "account", id: "a_1" } }, tenant.publishableKey)).body).toMatchObject({
      status: 403,
      code: "forbidden",
    });
    expect((await evaluate({ unit: { kind: "account", id: "a_1" } })).status).toBe(200);
  });
});

describe("GET /v1/experiments", () => {
  it("lists all, or one part after the other", async () => {
    await preparePriceTest(tenant);
    for (const key of ["second", "third"])
      await tenant.post("/v1/experiments", { ...experiment, key, salt: key, draft: true });
    const keysOf = async (query: string) => {
      const { body } = await tenant.get(`/v1/experiments${query}`);
      return [body.experiments.map(({ key }: { key: string }) => key), body.nextCursor] as const;
    };
    expect(await keysOf("")).toEqual([["license-price", "second", "third"], null]);
    const [first, cursor] = await keysOf("?limit=2");
    expect(first).toEqual(["license-price", "second"]);
    expect(await keysOf(`?limit=2&cursor=${cursor}`)).toEqual([["third"], null]);
    for (const unknown of ["x!", Buffer.from("fourth").toString("base64url")])
      expect((await tenant.get(`/v1/experiments?cursor=${unknown}`)).body.problems).toMatchObject([
        { field: "cursor" },
      ]);
  });
});

describe("GET /v1/experiments/{key}/results", () => {
  it("reports on an experiment nobody has seen", async () => {
    await preparePriceTest(tenant);
    const { status, body } = await tenant.get("/v1/experiments/license-price/results");
    expect(status).toBe(200);
    expect(body.report).toMatchObject({
      metric: "revenue-per-visitor",
      decision: { action: "continue" },
      sampleRatio: null,
      health: [],
    });
    expect(body.sentences[0]).toMatch(/^Keep the test running/);
  });

  it("weighs several plans and intervals by what is sold of each", async () => {
    const price = (id: string, amount: string, interval: string, listed = true) => ({ id, amount, interval, listed });
    const prices = [
      price("pro-m", "10", "month"),
      price("pro-y", "100", "year"),
      price("pro-m-12", "12", "month", false),
    ];
    await tenant.post("/v1/catalog", { currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
    const variants = [
      { key: "a", prices: [] },
      { key: "b", prices: ["pro-m-12"] },
    ];
    await tenant.post("/v1/experiments", { key: "monthly", control: "a", variants });
    const { status, body } = await tenant.get("/v1/experiments/monthly/results");
    expect([status, body.report.model]).toEqual([200, { name: "plan-mix", because: "several-plans", capped: null }]);
  });

  it("answers 404 for one that does not exist", async () => {
    expect((await tenant.get("/v1/experiments/nope/results")).body).toMatchObject({ status: 404, code: "not-found" });
  });
});
