import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rows } from "../database/database.ts";
import { countsOf, preparePriceTest } from "../testing/price-test.ts";
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

const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };
const later = (hours: number) => {
  now = new Date(now.getTime() + hours * 3_600_000);
};

/** A browser that was shown the variant. */
async function browser(variant = "price-59", key = tenant.publishableKey) {
  for (;;) {
    const { body } = await server.call("POST", "/v1/evaluate", { key, body: {} });
    if (body.assignments[0].variant !== variant) continue;
    const visitor: string = body.unit.id;
    const checkout = (more: object = {}, by = key) =>
      server.call("POST", "/v1/checkouts", {
        key: by,
        body: { quote: body.quote, plan: "license", visitor, ...urls, ...more },
      });
    return { visitor, quote: body.quote as string, checkout };
  }
}

const sales = () =>
  server.database.inScope(tenant.scope, (queries) =>
    rows(queries, sql`select source, unit_id, price, amount, currency from outcomes`),
  );

describe("POST /v1/checkouts", () => {
  it("sells at the price that was shown, and the sale is counted in its arm", async () => {
    const { visitor, quote, checkout } = await browser();
    const shown = [{ price: "license-59", amount: "59.00", currency: "USD" }];
    const event = { type: "quoted-exposure", id: "e_1", occurredAt: now.toISOString(), quote, shown };
    await server.call("POST", "/v1/events", { key: tenant.publishableKey, body: { events: [event] } });
    const made = await checkout();
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ provider: "sandbox", price: "license-59", amount: "59.00", status: "open" });
    const page = await server.call("GET", new URL(made.body.url).pathname);
    expect([page.status, page.body]).toEqual([200, expect.stringContaining("$59.00")]);
    expect(page.headers.get("content-security-policy")).toContain("form-action 'self' https://shop.example;");
    later(1);
    for (let press = 0; press < 2; press++) {
      const paid = await server.call("POST", `${new URL(made.body.url).pathname}/pay`);
      expect([paid.status, paid.headers.get("location")]).toEqual([303, urls.successUrl]);
    }
    expect(await sales()).toEqual([
      { source: "sandbox", unit_id: visitor, price: "license-59", amount: "59.00", currency: "USD" },
    ]);
    expect((await countsOf(tenant))["price-59"]).toEqual([1, 1, 1]);
    expect((await checkout()).body).toMatchObject({ id: made.body.id, status: "paid" });
  });

  it("makes one session for a quote and plan, also when asked at the same moment", async () => {
    const { checkout } = await browser();
    const answers = await Promise.all(Array.from({ length: 5 }, () => checkout()));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
  });

  it("lets who turned back come again, and keeps a session that was made in time", async () => {
    const { checkout } = await browser();
    const { body } = await checkout();
    const path = new URL(body.url).pathname;
    const canceled = await server.call("POST", `${path}/cancel`);
    expect(canceled.headers.get("location")).toBe(urls.cancelUrl);
    later(23);
    expect((await checkout()).body).toMatchObject({ id: body.id, status: "open" });
    later(2);
    await tenant.post("/v1/catalog/withdrawals", { price: "license-59", honour: "none", reason: "a mistake" });
    expect((await checkout()).body.id).toBe(body.id);
    await server.call("POST", `${path}/pay`);
    expect(await sales()).toMatchObject([{ amount: "59.00" }]);
  });

  it("judges expiry and withdrawal when the session is made", async () => {
    const [late, withdrawn] = [await browser(), await browser()];
    await tenant.post("/v1/catalog/withdrawals", { price: "license-59", honour: "none", reason: "a mistake" });
    expect((await withdrawn.checkout()).body).toMatchObject({ status: 409, code: "price-withdrawn" });
    later(24);
    expect((await late.checkout()).body).toMatchObject({ status: 409, code: "quote-expired" });
    expect(await sales()).toEqual([]);
  });

  it("wants the interval where there are several", async () => {
    const prices = [
      { id: "pro-10", amount: "10", interval: "month" },
      { id: "pro-100", amount: "100", interval: "year" },
    ];
    const sold = await server.newTenant();
    await sold.post("/v1/catalog", { currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
    const unit = { kind: "account", id: "a_1" };
    const { quote } = (await sold.post("/v1/evaluate", { unit })).body;
    const checkout = (more: object) =>
      sold.post("/v1/checkouts", { quote, account: "a_1", plan: "pro", ...urls, ...more });
    expect((await checkout({})).body.problems[0].code).toBe("several-intervals");
    expect((await checkout({ interval: "once" })).body.problems[0].code).toBe("unknown-plan");
    expect((await checkout({ interval: "year" })).body).toMatchObject({ price: "pro-100", interval: "year" });
    expect((await checkout({ interval: "month" })).body).toMatchObject({ status: 409, code: "already-exists" });
    expect((await checkout({})).status).toBe(200);
  });

  it("sends buyers back to the key's sites only", async () => {
    const origins = ["https://shop.example"];
    const { key } = (await tenant.post("/v1/keys", { kind: "publishable", name: "site", origins })).body;
    const { checkout } = await browser("price-59", key);
    for (const field of ["successUrl", "cancelUrl"])
      for (const address of ["https://evil.example/", "https://shop.example.evil.example/", "http://shop.example/"])
        expect((await checkout({ [field]: address })).body.code, address).toBe("wrong-origin");
    expect((await checkout({ successUrl: "javascript:alert(1)" })).body.problems[0].field).toBe("successUrl");
    expect((await checkout()).status).toBe(201);
    const { token } = (await tenant.post("/v1/account-tokens", { account: "a_1" })).body;
    const { quote } = (await server.call("POST", "/v1/evaluate", { key: token, body: {} })).body;
    const asAccount = (more: object = {}) =>
      server.call("POST", "/v1/checkouts", { key: token, body: { quote, plan: "license", ...urls, ...more } });
    expect((await asAccount({ successUrl: "https://evil.example/" })).body.code).toBe("wrong-origin");
    expect((await asAccount()).status).toBe(201);
  });

  it("takes the buyer from nobody who may not say so", async () => {
    const { quote, checkout } = await browser();
    const other = await browser();
    expect((await checkout({ visitor: other.visitor })).body.code).toBe("wrong-unit");
    expect((await checkout({ visitor: "v_made_up" })).body.code).toBe("unknown-visitor");
    expect((await checkout({ visitor: undefined })).body.code).toBe("unknown-visitor");
    expect((await checkout({ account: "a_1" })).body.code).toBe("forbidden");
    const { token } = (await tenant.post("/v1/account-tokens", { account: "a_1" })).body;
    expect((await checkout({ visitor: undefined }, token)).body.code).toBe("wrong-unit");
    expect((await checkout({}, token)).body.code).toBe("forbidden");
    expect((await tenant.post("/v1/checkouts", { quote, plan: "license", ...urls })).body.code).toBe("wrong-unit");
  });

  it("sells no preview, and nothing in live without a provider", async () => {
    const key = tenant.publishableKey;
    const body = { overrides: { "license-price": "price-39" } };
    const preview = (await server.call("POST", "/v1/evaluate", { key, body })).body;
    const bought = await server.call("POST", "/v1/checkouts", {
      key,
      body: { quote: preview.quote, plan: "license", visitor: preview.unit.id, ...urls },
    });
    expect(bought.body).toMatchObject({ status: 409, code: "preview-quote" });
    const live = await server.newTenant("live");
    await preparePriceTest(live);
    const unit = { kind: "visitor", id: "v_1" };
    const { quote } = (await live.post("/v1/evaluate", { unit })).body;
    expect((await live.post("/v1/checkouts", { quote, plan: "license", visitor: "v_1", ...urls })).body).toMatchObject({
      status: 409,
      code: "no-payment-provider",
    });
  });
});

describe("the sandbox's page", () => {
  it("knows no session that was guessed or made up", async () => {
    const { checkout } = await browser();
    const { id } = (await checkout()).body;
    const [own, random] = id.split(".");
    const stranger = `cs_${Buffer.from("somebody").toString("base64url")}`;
    for (const guess of [`${own}.${"A".repeat(22)}`, `${stranger}.${random}`, own, "x", `cs_AA.${random}`])
      for (const [method, path] of [
        ["GET", ""],
        ["POST", "/pay"],
        ["POST", "/cancel"],
      ] as const)
        expect((await server.call(method, `/sandbox/checkouts/${guess}${path}`)).status, guess).toBe(404);
  });

  it("shows a plan's id as text, whatever it is", async () => {
    const { checkout } = await browser();
    const { body } = await checkout();
    await server.database.inScope(tenant.scope, (queries) =>
      queries.execute(sql`update checkouts set plan = '<script>alert(1)</script>'`),
    );
    const page = await server.call("GET", new URL(body.url).pathname);
    expect(page.body).not.toContain("<script");
  });
});
