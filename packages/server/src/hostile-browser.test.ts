import { sql } from "drizzle-orm";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rows } from "./database/database.ts";
import { createRateLimits } from "./limits/rate-limits.ts";
import { dumpRows } from "./testing/dump-rows.ts";
import { countsOf, preparePriceTest } from "./testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "./testing/test-server.ts";

/** New units that one address may bring. */
const NEW_UNITS = 20;
const urls = { successUrl: "https://shop.example/", cancelUrl: "https://shop.example/" };
const points = { secret: 1e6, publishable: 1e6, account: 1e6, session: 1e6 };

let server: TestServer;
let shop: TestTenant;
let live: TestTenant;
let stranger: TestTenant;
let count = 0;

beforeAll(async () => {
  const limits = createRateLimits(
    { redisUrl: null, rateLimitEnabled: true },
    pino({ level: "silent" }),
    points,
    NEW_UNITS,
  );
  server = await startTestServer({ limits });
  shop = await server.newTenant("test", "shop");
  live = await server.newTenant("live", "shop");
  stranger = await server.newTenant("test", "stranger");
  for (const tenant of [shop, live, stranger]) await preparePriceTest(tenant);
});
afterAll(() => server.drop());

/** Everything that an attacker may hold: the publishable key, from the page. */
const call = (path: string, body: unknown, key = shop.publishableKey, headers: Record<string, string> = {}) =>
  server.call("POST", path, { key, body, headers });
const evaluate = async (body: object = {}, key = shop.publishableKey) => (await call("/v1/evaluate", body, key)).body;

interface Shown {
  readonly visitor: string;
  readonly quote: string;
  readonly frozen: readonly string[];
  readonly variant: string;
  readonly shown: { price: string; amount: string; currency: string }[];
}

/** A visitor as any browser becomes one. */
async function visit(wanted?: string, key = shop.publishableKey): Promise<Shown> {
  for (;;) {
    const { unit, quote, frozen, assignments, pricing } = await evaluate({}, key);
    const [{ id: price, amount, currency }] = pricing.plans[0].prices;
    const variant = assignments[0].variant;
    if (wanted === undefined || wanted === variant)
      return { visitor: unit.id, quote, frozen, variant, shown: [{ price, amount, currency }] };
  }
}

const exposed = ({ quote, shown }: Pick<Shown, "quote" | "shown">, more: object = {}) => ({
  type: "quoted-exposure",
  id: `event-${++count}`,
  occurredAt: new Date().toISOString(),
  quote,
  shown,
  ...more,
});
const track = async (events: unknown[], key = shop.publishableKey, headers: Record<string, string> = {}) =>
  (await call("/v1/events", { events }, key, headers)).body.results;
const buy = async ({ quote, visitor }: Pick<Shown, "quote" | "visitor">, key = shop.publishableKey) =>
  (await call("/v1/checkouts", { quote, visitor, plan: "license", ...urls }, key)).body;

/** Runs an attack, after which every other's row, every result and every counted unit is as it was. */
async function unharmed(attack: () => Promise<void>): Promise<void> {
  const state = async () => ({
    results: await countsOf(shop),
    statistics: (await dumpRows(server.database, shop.scope)).experiment_statistics,
    outcomes: (await dumpRows(server.database, shop.scope)).outcomes,
    checkouts: (await dumpRows(server.database, shop.scope)).checkouts,
    live: await dumpRows(server.database, live.scope),
    stranger: await dumpRows(server.database, stranger.scope),
  });
  const before = await state();
  await attack();
  expect(await state()).toEqual(before);
}

const parts = (quote: string) => quote.split(".") as [string, string, string];
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString());

describe("a hostile browser's quotes", () => {
  it("are refused when they are edited, unsigned, or name another key or algorithm", async () => {
    const own = await visit("price-59");
    const [header, claims, signature] = parts(own.quote);
    const cheap = encode({ ...decode(claims), prices: [["license", "license-39", "0.01", "USD"]] });
    const longer = encode({ ...decode(claims), exp: decode(claims).exp + 1e6 });
    const none = encode({ alg: "none", typ: "JWT", kid: "publishable" });
    const attacks: Record<string, readonly string[]> = {
      "quote-forged": [
        `${header}.${cheap}.${signature}`,
        `${header}.${longer}.${signature}`,
        `${none}.${claims}.`,
        `${none}.${cheap}.${signature}`,
        `${encode({ alg: "HS256", kid: "secret" })}.${claims}.${signature}`,
        `${encode({ alg: "RS256", kid: "publishable" })}.${cheap}.${signature}`,
      ],
      "quote-unknown-key": [`${encode({ alg: "HS256", kid: "nobody" })}.${claims}.${signature}`],
      "quote-malformed": [`${header}.${claims}`, `${header}.${encode({})}.${signature}`, "a.b.c"],
      "wrong-environment": [`${header}.${encode({ ...decode(claims), env: "live" })}.${signature}`],
      "wrong-tenant": [`${header}.${encode({ ...decode(claims), aud: "stranger" })}.${signature}`],
    };
    await unharmed(async () => {
      for (const [code, quotes] of Object.entries(attacks)) {
        for (const quote of quotes) {
          expect((await buy({ ...own, quote })).code, quote).toBe(code);
          expect(await track([exposed({ ...own, quote })]), quote).toMatchObject([
            { status: "unverified", reason: code },
          ]);
        }
      }
    });
  });

  it("are refused when they are another visitor's, tenant's or environment's", async () => {
    const [own, other] = [await visit("price-59"), await visit("price-39")];
    const foreign = await visit("price-39", stranger.publishableKey);
    const inLive = await visit("price-39", live.publishableKey);
    await unharmed(async () => {
      expect((await buy({ quote: other.quote, visitor: own.visitor })).code).toBe("wrong-unit");
      expect((await buy({ quote: foreign.quote, visitor: own.visitor })).code).toBe("wrong-tenant");
      expect((await buy({ quote: inLive.quote, visitor: own.visitor })).code).toBe("wrong-environment");
      expect((await buy(own, live.publishableKey)).code).toBe("no-payment-provider");
      expect(await track([exposed(foreign), exposed(inLive)])).toMatchObject([
        { status: "unverified", reason: "wrong-tenant" },
        { status: "unverified", reason: "wrong-environment" },
      ]);
    });
  });

  it("count once and buy once, however often they are sent", async () => {
    const own = await visit("price-59");
    expect(await track([exposed(own)])).toMatchObject([{ status: "accepted" }]);
    const { id } = await buy(own);
    await unharmed(async () => {
      await track([exposed(own), exposed(own), exposed(own)]);
      expect((await buy(own)).id).toBe(id);
    });
  });

  it("for looking are neither bought nor counted", async () => {
    const own = await visit("price-59");
    const preview = await evaluate({
      unit: { kind: "visitor", id: own.visitor },
      overrides: { "license-price": "price-39" },
    });
    expect(preview.assignments[0]).toMatchObject({ variant: "price-39", reason: "override", counted: false });
    await unharmed(async () => {
      expect((await buy({ ...own, quote: preview.quote })).code).toBe("preview-quote");
      expect(await track([exposed({ ...own, quote: preview.quote })])).toMatchObject([
        { status: "unverified", reason: "preview-quote" },
      ]);
    });
  });
});

describe("a hostile browser's unit", () => {
  it("is one that the server minted for this tenant and environment, or none", async () => {
    const foreign = await visit(undefined, stranger.publishableKey);
    const inLive = await visit(undefined, live.publishableKey);
    const own = await visit();
    const codes = {
      v_chosen: "unknown-visitor",
      [foreign.visitor]: "unknown-visitor",
      [inLive.visitor]: "unknown-visitor",
      [`${own.visitor.slice(0, -1)}${own.visitor.endsWith("A") ? "B" : "A"}`]: "unknown-visitor",
      "buyer@example.com": "personal-id",
      "4242 4242 4242 4242": "personal-id",
      "4242424242424242": "personal-id",
    };
    await unharmed(async () => {
      for (const [id, code] of Object.entries(codes))
        expect((await evaluate({ unit: { kind: "visitor", id } })).code, id).toBe(code);
      for (const id of ["a_1", "other-customer"])
        expect((await evaluate({ unit: { kind: "account", id } })).code).toBe("forbidden");
      expect((await call("/v1/account-tokens", { account: "a_1" })).body.code).toBe("forbidden");
    });
  });

  it("cannot change its price by records that are edited or another's, by claims, or by leaving the test out", async () => {
    const [own, other] = [await visit("price-59"), await visit("price-39")];
    const [content = "", code] = (own.frozen[0] as string).split(".");
    const edited = `${encode({ ...decode(content), variant: "price-39" })}.${code}`;
    const unit = { kind: "visitor", id: own.visitor };
    await unharmed(async () => {
      for (const request of [
        { frozen: [edited] },
        { frozen: other.frozen },
        { frozen: [`${content}.`] },
        { attributes: { plan: "vip", country: "XX" } },
        { payingCustomer: true },
        { experiments: [] },
        { hasIdentity: true, overrides: { "license-price": "no-such" } },
      ]) {
        const answer = await evaluate({ unit, ...request });
        expect(answer.pricing.plans[0].prices[0].id, JSON.stringify(request)).toBe("license-59");
        const ignored = answer.ignored.map((problem: { code: string }) => problem.code);
        if ("frozen" in request) expect(ignored).toEqual(["frozen-rejected"]);
        if ("payingCustomer" in request) expect(ignored).toEqual(["attribute-not-verified"]);
      }
      const away = await evaluate({ unit, hasIdentity: false });
      expect([away.quote, away.assignments[0].counted]).toEqual([null, false]);
    });
  });

  it("looks at no other arm in live without a token for it", async () => {
    const key = live.publishableKey;
    const own = await visit("price-59", key);
    const unit = { kind: "visitor", id: own.visitor };
    const overrides = { "license-price": "price-39" };
    for (const previewToken of [undefined, "x.y", `${encode(["license-price", 1e12])}.forged`]) {
      const answer = await evaluate({ unit, overrides, ...(previewToken ? { previewToken } : {}) }, key);
      expect(answer.ignored).toMatchObject([{ code: "preview-token-required" }]);
      expect(answer.pricing.plans[0].prices[0].id).toBe("license-59");
    }
    const { token } = (await shop.post("/v1/experiments/license-price/previews", {})).body;
    expect((await evaluate({ unit, overrides, previewToken: token }, key)).ignored).toMatchObject([
      { code: "preview-token-required" },
    ]);
  });
});

describe("a hostile browser's events", () => {
  it("bring no money, and count for nobody without a quote", async () => {
    const [own, other] = [await visit(), await visit()];
    const base = { occurredAt: new Date().toISOString(), unit: { kind: "visitor", id: other.visitor } };
    const money = { amount: "1000000", currency: "USD" };
    await unharmed(async () => {
      for (const event of [
        { type: "conversion", price: "license-39", ...money },
        { type: "refund", conversion: "sale-1", ...money },
        { type: "cost", cost: "1000000", currency: "USD" },
      ])
        expect(await track([{ id: `event-${++count}`, ...base, ...event }])).toMatchObject([
          { status: "rejected", problems: [{ code: "not-from-browser" }] },
        ]);
      const exposure = { type: "exposure", experiment: "license-price", variant: "price-59", shown: own.shown };
      expect(await track([{ id: `event-${++count}`, ...base, ...exposure }])).toMatchObject([
        { status: "unverified", reason: "no-quote" },
      ]);
      const asAccount = { ...base, unit: { kind: "account", id: "a_1" }, ...exposure, id: `event-${++count}` };
      expect(await track([asAccount])).toMatchObject([{ problems: [{ code: "not-from-browser" }] }]);
    });
  });

  it("do not name a unit or a variant: the quote does", async () => {
    const [own, other] = [await visit("price-39"), await visit("price-59")];
    await unharmed(async () => {
      const unit = { kind: "visitor", id: other.visitor };
      for (const more of [{ unit }, { variant: "price-59" }, { experiment: "license-price" }])
        expect(await track([exposed(own, more)])).toMatchObject([
          { status: "rejected", problems: [{ code: "unknown-field" }] },
        ]);
    });
  });

  it("with edited amounts take the sender out, and nobody else", async () => {
    const own = await visit("price-39");
    const before = await countsOf(shop);
    expect(
      await track([exposed({ ...own, shown: [{ price: "license-39", amount: "0.39", currency: "USD" }] })]),
    ).toMatchObject([{ status: "accepted" }]);
    const [arrivals = 0, visitors, conversions] = before["price-39"] ?? [];
    expect(await countsOf(shop)).toEqual({ ...before, "price-39": [arrivals + 1, visitors, conversions] });
    expect((await buy(own)).amount).toBe("39.00");
  });

  it("do not take an id that a server's event needs, nor another event's", async () => {
    const [own, other] = [await visit("price-39"), await visit("price-39")];
    await track([exposed(own, { id: "sale-of-today" }), exposed(other)]);
    expect(await track([exposed(other, { id: "sale-of-today" })])).toMatchObject([
      { status: "rejected", problems: [{ code: "event-id-reused" }] },
    ]);
    const sale = {
      type: "conversion",
      id: "sale-of-today",
      occurredAt: new Date().toISOString(),
      unit: { kind: "visitor", id: other.visitor },
      ...other.shown[0],
    };
    expect((await shop.post("/v1/events", { events: [sale] })).body.results).toEqual([
      { id: "sale-of-today", status: "accepted" },
    ]);
  });

  it("fill no arm: new units of one address and key are limited, and the rest is kept as rate-limited", async () => {
    const address = { "x-address": "198.51.100.7" };
    const flood: Shown[] = [];
    for (let index = 0; index < NEW_UNITS + 5; index++) flood.push(await visit("price-59"));
    const before = (await countsOf(shop))["price-59"]?.[0] ?? 0;
    const results = await track(
      flood.map((own) => exposed(own)),
      shop.publishableKey,
      address,
    );
    const reasons = results.map(({ status, reason }: { status: string; reason?: string }) => reason ?? status);
    expect(reasons).toEqual([...Array(NEW_UNITS).fill("accepted"), ...Array(5).fill("rate-limited")]);
    expect((await countsOf(shop))["price-59"]?.[0]).toBe(before + NEW_UNITS);
    // Who was counted before goes on; others elsewhere are not held up.
    const [first] = flood as [Shown];
    expect(await track([exposed(first)], shop.publishableKey, address)).toMatchObject([{ status: "accepted" }]);
    const elsewhere = { "x-address": "203.0.113.9" };
    expect(await track([exposed(await visit())], shop.publishableKey, elsewhere)).toMatchObject([
      { status: "accepted" },
    ]);
    const kept = await server.database.inScope(shop.scope, (queries) =>
      rows(queries, sql`select 1 from events where unverified = 'rate-limited'`),
    );
    expect(kept).toHaveLength(5);
  });
});

describe("a hostile page", () => {
  it("may use no route that is not for browsers", async () => {
    const { body } = await server.call("GET", "/openapi.json");
    const open = new Set([
      "post /v1/evaluate",
      "post /v1/events",
      "post /v1/checkouts",
      // Without a key: the provider's signature is judged, and a browser has none.
      "post /v1/webhooks/{provider}/{tenant}",
      "post /v1/billing/webhooks/{provider}",
      "post /v1/connected-account/webhooks",
    ]);
    // Anybody may ask for these with the token of a link, or where sign-up is open; a key is of no use to them.
    const linked = new Set(["post /v1/invitations/accept", "post /v1/first-owner", "post /v1/tenants"]);
    await unharmed(async () => {
      for (const [path, methods] of Object.entries(body.paths))
        for (const method of Object.keys(methods as object)) {
          if (open.has(`${method} ${path}`)) continue;
          const [headers, code] = linked.has(`${method} ${path}`)
            ? [{ origin: "https://evil.example" }, "wrong-origin"]
            : path === "/v1/import"
              ? [{ "content-type": "application/x-ndjson" }, "forbidden"]
              : [{}, "forbidden"];
          const answer = await server.call(method.toUpperCase(), path.replace(/\{\w+\}/g, "license-price"), {
            key: shop.publishableKey,
            ...(method === "get" ? {} : { body: {} }),
            headers,
          });
          expect(answer.body.code, `${method} ${path}`).toBe(code);
        }
    });
  });

  it("is refused on another site than the key's, and reads no answer there", async () => {
    const made = await shop.post("/v1/keys", { kind: "publishable", name: "site", origins: ["https://shop.example"] });
    const { key } = made.body;
    await unharmed(async () => {
      for (const origin of ["https://evil.example", "http://shop.example", "https://shop.example.evil.example", "null"])
        for (const [path, body] of [
          ["/v1/evaluate", {}],
          ["/v1/events", { events: [{}] }],
          ["/v1/checkouts", {}],
        ] as const) {
          const answer = await call(path, body, key, { origin });
          expect(answer.body.code, `${path} ${origin}`).toBe("wrong-origin");
          expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        }
    });
    const own = await call("/v1/evaluate", {}, key, { origin: "https://shop.example" });
    expect(own.headers.get("access-control-allow-origin")).toBe("https://shop.example");
  });
});
