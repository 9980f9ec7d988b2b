import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, preparePriceTest, republish } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;
let now: Date;

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.drop());
beforeEach(async () => {
  now = new Date("2026-05-01T12:00:00Z");
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});

const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};
const evaluate = async (id: string, more: object = {}) =>
  (await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id }, ...more })).body;
const verify = async (body: object) => (await tenant.post("/v1/quotes/verify", body)).body;

/** A visitor who was shown the variant, with the answer. */
async function shown(variant: string, prefix = "v") {
  for (let index = 0; ; index++) {
    const answer = await evaluate(`${prefix}_${index}`);
    if (answer.assignments[0].variant === variant) return { visitor: `${prefix}_${index}`, ...answer };
  }
}
const amounts = ({ prices }: { prices: { price: string; amount: string }[] }) =>
  prices.map(({ price, amount }) => [price, amount]);
const plan = { id: "license", name: "Licence" };
const priceOf = (id: string, amount: string, listed = true) => ({ id, amount, interval: "once", listed });

describe("POST /v1/quotes/verify", () => {
  it("says what to charge: what the unit was shown", async () => {
    for (const [variant, price, amount] of [
      ["price-39", "license-39", "39.00"],
      ["price-59", "license-59", "59.00"],
    ] as const) {
      const { visitor, quote } = await shown(variant);
      expect(await verify({ quote, visitor })).toEqual({
        ok: true,
        quote: {
          id: expect.stringMatching(/^q_/),
          unit: { kind: "visitor", id: visitor },
          catalogVersion: 1,
          currency: "USD",
          issuedAt: "2026-05-01T12:00:00.000Z",
          expiresAt: "2026-05-02T12:00:00.000Z",
        },
        prices: [{ plan: "license", interval: "once", price, amount, currency: "USD" }],
        withdrawn: [],
      });
    }
  });

  it("takes a visitor's quote from the account that the visitor became, and from nobody else", async () => {
    const { visitor, quote } = await shown("price-59");
    const link = (account: string) =>
      server.database.inScope(tenant.scope, (queries) =>
        queries.execute(sql`insert into identities (tenant_id, environment, visitor, account, at)
          values (${tenant.scope.tenantId}, 'test', ${visitor}, ${account}, ${now.toISOString()})`),
      );
    expect(await verify({ quote, account: "a_1" })).toMatchObject({ ok: false, code: "wrong-unit" });
    await link("a_1");
    expect((await verify({ quote, account: "a_1" })).ok).toBe(true);
    expect(await verify({ quote, account: "a_2" })).toMatchObject({ ok: false, code: "wrong-unit" });
    expect(await verify({ quote, visitor: "v_other" })).toMatchObject({ ok: false, code: "wrong-unit" });
    expect(await verify({ quote })).toMatchObject({ ok: false, code: "wrong-unit" });
  });

  it("refuses each bad quote with a code of its own", async () => {
    const { visitor, quote } = await shown("price-39");
    const [header, claims, signature] = quote.split(".");
    const content = JSON.parse(Buffer.from(claims, "base64url").toString());
    const edited = Buffer.from(JSON.stringify({ ...content, prices: [], iat: 1 })).toString("base64url");
    const live = await server.newTenant("live", tenant.scope.tenantId);
    const stranger = await server.newTenant();
    const codeOf = async (body: object, by = tenant) => (await by.post("/v1/quotes/verify", body)).body.code;
    expect(await codeOf({ quote: "x", visitor })).toBe("quote-malformed");
    expect(await codeOf({ quote: `${header}.${edited}.${signature}`, visitor })).toBe("quote-forged");
    expect(await codeOf({ quote, visitor }, stranger)).toBe("wrong-tenant");
    expect(await codeOf({ quote, visitor }, live)).toBe("wrong-environment");
    const preview = await evaluate(visitor, { overrides: { "license-price": "price-59" } });
    expect(await codeOf({ quote: preview.quote, visitor })).toBe("preview-quote");
    expect((await tenant.post("/v1/quotes/verify", { quote, visitor, plan: "gold" })).body.problems[0].code).toBe(
      "unknown-plan",
    );
    later(24);
    expect(await codeOf({ quote, visitor })).toBe("quote-expired");
  });

  it("renews an expired quote at the price that was shown, whatever the catalog and the test say by then", async () => {
    const low = await shown("price-39");
    const high = await shown("price-59");
    later(30);
    const prices = [
      priceOf("license-45", "45.00"),
      priceOf("license-39", "39.00", false),
      priceOf("license-99", "99", false),
    ];
    await republish(server, tenant, { ...catalog, plans: [{ ...plan, prices }] });
    for (const [{ visitor }, price, amount] of [
      [low, "license-39", "39.00"],
      // The new version does not even know this one.
      [high, "license-59", "59.00"],
    ] as const) {
      const { quote, pricing } = await evaluate(visitor);
      expect(pricing.plans[0].prices[0].id).toBe(price);
      expect(amounts(await verify({ quote, visitor }))).toEqual([[price, amount]]);
    }
  });

  it("does not let a unit leave its arm by not asking for the test", async () => {
    const { visitor } = await shown("price-59");
    const { assignments, pricing, quote } = await evaluate(visitor, { experiments: [] });
    expect([assignments, pricing.plans[0].prices[0].id]).toEqual([[], "license-59"]);
    expect(amounts(await verify({ quote, visitor }))).toEqual([["license-59", "59.00"]]);
  });

  it("quotes packs as it does plans", async () => {
    const packs = [
      {
        id: "small",
        name: "Small",
        credits: "1000",
        prices: [
          { id: "small-10", amount: "10" },
          { id: "small-12", amount: "12", listed: false },
        ],
      },
    ];
    await republish(server, tenant, { ...catalog, creditValue: "0.01", packs });
    const variants = [
      { key: "ten", prices: ["small-10"], weight: 0 },
      { key: "twelve", prices: ["small-12"] },
    ];
    await tenant.post("/v1/experiments", { key: "pack", control: "ten", variants });
    const { quote } = await evaluate("v_pack");
    expect(amounts(await verify({ quote, visitor: "v_pack", plan: "small" }))).toEqual([["small-12", "12"]]);
  });
});

describe("POST /v1/catalog/withdrawals", () => {
  const withdraw = async (price: string, honour: string) =>
    (await tenant.post("/v1/catalog/withdrawals", { price, honour, reason: "a mistake" })).body;

  it("offers the price to nobody any more, and says so before checkout", async () => {
    const before = await shown("price-59");
    later(1);
    expect(await withdraw("license-59", "issued")).toEqual({
      price: "license-59",
      honour: "issued",
      withdrawnAt: now.toISOString(),
      experiments: ["license-price"],
    });
    const again = await evaluate(before.visitor);
    expect(again.withdrawn).toEqual(["license-59"]);
    expect(again.pricing.plans[0].prices[0].id).toBe("license-39");
    expect(amounts(await verify({ quote: again.quote, visitor: before.visitor }))).toEqual([["license-39", "39.00"]]);
    // The quote from before holds until it expires.
    expect((await verify({ quote: before.quote, visitor: before.visitor })).ok).toBe(true);
    later(23);
    expect(await verify({ quote: before.quote, visitor: before.visitor })).toMatchObject({ code: "quote-expired" });
    expect((await tenant.get("/v1/catalog/withdrawals")).body).toMatchObject({
      withdrawals: [{ price: "license-59" }],
      nextCursor: null,
    });
    expect((await tenant.get("/v1/audit")).body.entries[0]).toMatchObject({
      action: "price.withdraw",
      target: "price/license-59",
      detail: { honour: "issued", reason: "a mistake" },
    });
  });

  it("refuses quotes from before too, where they are not to be honoured", async () => {
    const { visitor, quote } = await shown("price-59");
    const other = await shown("price-39");
    await withdraw("license-59", "none");
    expect(await verify({ quote, visitor })).toMatchObject({ ok: false, code: "price-withdrawn" });
    expect((await verify({ quote: other.quote, visitor: other.visitor })).ok).toBe(true);
  });

  it("leaves a listed price that was withdrawn out of the page", async () => {
    await withdraw("license-39", "none");
    const { pricing } = await shown("price-39");
    expect(pricing.plans[0].prices).toEqual([]);
  });

  it("keeps the price out of new tests, and refuses one that nobody published", async () => {
    await withdraw("license-59", "none");
    const { body } = await tenant.post("/v1/experiments", {
      key: "second",
      control: "a",
      variants: [
        { key: "a", prices: ["license-39"] },
        { key: "b", prices: ["license-59"] },
      ],
    });
    expect(body.problems).toMatchObject([{ field: "variants.1.prices.0", code: "price-withdrawn" }]);
    expect((await withdraw("gold", "none")).problems[0].code).toBe("unknown-price");
  });
});

describe("versions of the catalog", () => {
  it("are listed, read, and compared", async () => {
    const prices = [priceOf("license-45", "45.00"), priceOf("license-39", "39.00", false)];
    await republish(server, tenant, { ...catalog, plans: [{ ...plan, prices }] });
    const first = (await tenant.get("/v1/catalog/versions?limit=1")).body;
    expect(first.versions).toMatchObject([{ version: 2, publishedAt: expect.any(String) }]);
    const rest = (await tenant.get(`/v1/catalog/versions?cursor=${first.nextCursor}`)).body;
    expect([rest.versions.map(({ version }: { version: number }) => version), rest.nextCursor]).toEqual([[1], null]);
    expect((await tenant.get("/v1/catalog/versions/1")).body).toMatchObject({
      version: 1,
      catalog: { currency: "USD" },
    });
    expect((await tenant.get("/v1/catalog/versions/3")).status).toBe(404);
    const { body } = await tenant.get("/v1/catalog/diff?from=1&to=2");
    expect(body.newCustomers).toContainEqual({
      subject: "price",
      change: "added",
      id: "license-45",
      product: "license",
      before: null,
      after: "45.00 USD once, listed",
    });
    expect((await tenant.get("/v1/catalog/diff?from=1&to=9")).status).toBe(404);
  });
});
