import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { experiment, exposure, idOf, preparePriceTest, sale } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const DAY = 86_400_000;
const KEY = "license-price";

let server: TestServer;
let tenant: TestTenant;
let now = new Date("2026-03-10T00:00:00Z");

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
});
afterAll(() => server.drop());
beforeEach(async () => {
  now = new Date("2026-03-10T00:00:00Z");
  tenant = await server.newTenant();
});

const later = (days: number) => {
  now = new Date(now.getTime() + days * DAY);
};
const evaluate = async (id: string, options: Record<string, unknown> = {}, key = KEY) => {
  const { body } = await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id }, ...options });
  return body.assignments.find(({ experiment }: { experiment: string }) => experiment === key);
};
const change = async (action: string, body: Record<string, unknown> = {}, key = KEY) => {
  const { headers } = await tenant.get(`/v1/experiments/${key}`);
  const answer = await server.call("POST", `/v1/experiments/${key}/${action}`, {
    key: tenant.secretKey,
    body,
    headers: { "if-match": headers.get("etag") ?? "" },
  });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
};

describe("a price that was shown", () => {
  it("stays through other weights, less coverage, and a pause, which act on new units only", async () => {
    await preparePriceTest(tenant);
    const seen = idOf("price-59");
    expect(await evaluate(seen)).toMatchObject({ variant: "price-59", reason: "assigned", counted: true });
    await change("reweight", { weights: { "price-59": 0 }, reason: "too dear" });
    expect(await evaluate(seen)).toMatchObject({ variant: "price-59", reason: "frozen", counted: true });
    expect(await evaluate(idOf("price-59", "new"))).toMatchObject({ variant: "price-39", reason: "assigned" });
    await change("reweight", { coverage: 0, reason: "nobody new" });
    expect(await evaluate(seen)).toMatchObject({ variant: "price-59", reason: "frozen" });
    expect(await evaluate("uncovered")).toMatchObject({ variant: "price-39", reason: "not-covered", counted: false });
    await change("pause");
    expect(await evaluate(seen)).toMatchObject({ variant: "price-59", reason: "frozen" });
    const paused = idOf("price-59", "paused");
    expect(await evaluate(paused)).toMatchObject({ variant: "price-39", reason: "not-running" });
    // What they saw in the meantime is theirs too, and counts nowhere.
    await change("start");
    await change("reweight", { weights: { "price-59": 1 }, coverage: 1, reason: "again" });
    for (const unit of ["uncovered", paused])
      expect(await evaluate(unit)).toMatchObject({ variant: "price-39", reason: "frozen", counted: false });
  });

  it("stays when the unit's attributes leave the audience, and when they come into it", async () => {
    await preparePriceTest(tenant, { audience: { plan: "free" } });
    const [inside, outside] = [idOf("price-59", "inside"), idOf("price-59", "outside")];
    expect(await evaluate(inside, { attributes: { plan: "free" } })).toMatchObject({
      variant: "price-59",
      counted: true,
    });
    expect(await evaluate(outside, { attributes: { plan: "pro" } })).toMatchObject({
      reason: "not-in-audience",
      counted: false,
    });
    expect(await evaluate(inside, { attributes: { plan: "pro" } })).toMatchObject({
      variant: "price-59",
      reason: "frozen",
    });
    expect(await evaluate(outside, { attributes: { plan: "free" } })).toMatchObject({
      variant: "price-39",
      counted: false,
    });
  });

  it("keeps a unit out of a test that starts within its memory, and not out of one that starts after", async () => {
    await preparePriceTest(tenant);
    await evaluate("remembers");
    later(20);
    const next = { ...experiment, key: "next", salt: "next", startedAt: undefined };
    await tenant.post("/v1/experiments", next);
    expect(await evaluate("remembers", {}, "next")).toMatchObject({
      variant: "price-39",
      reason: "seen-before",
      counted: false,
    });
    expect(await evaluate("new", {}, "next")).toMatchObject({ reason: "assigned" });
    tenant = await server.newTenant();
    await preparePriceTest(tenant);
    await evaluate("forgets");
    later(20);
    await tenant.post("/v1/experiments", next);
    later(11);
    expect(await evaluate("forgets", {}, "next")).toMatchObject({ reason: "assigned" });
  });

  it("gives way to the winner after the conclusion, unless the unit bought or pays", async () => {
    await preparePriceTest(tenant);
    const [looked, bought, pays, won] = [
      idOf("price-39", "looked"),
      idOf("price-39", "bought"),
      idOf("price-39", "pays"),
      idOf("price-59", "won"),
    ];
    for (const unit of [looked, bought, pays, won]) await evaluate(unit);
    // A purchase whose exposure was never reported keeps its price as well.
    await tenant.post("/v1/events", { events: [exposure(looked), sale(bought)] });
    await change("conclude", { winner: "price-59", reason: "it earns more" });
    expect(await evaluate("new")).toMatchObject({ variant: "price-59", reason: "concluded", counted: false });
    later(29);
    expect(await evaluate(looked)).toMatchObject({ variant: "price-39", counted: true });
    later(1);
    expect(await evaluate(looked)).toMatchObject({ variant: "price-59", reason: "frozen", counted: false });
    expect(await evaluate(bought)).toMatchObject({ variant: "price-39" });
    expect(await evaluate(pays, { payingCustomer: true })).toMatchObject({ variant: "price-39" });
    expect(await evaluate(won)).toMatchObject({ variant: "price-59", counted: true });
    later(300);
    expect(await evaluate(bought)).toMatchObject({ variant: "price-39" });
  });

  it("is one when many ask for the first time at once, while weights change", async () => {
    await preparePriceTest(tenant);
    const unit = idOf("price-59");
    const first = Array.from({ length: 10 }, () => evaluate(unit));
    const changing = change("reweight", { weights: { "price-59": 0 }, reason: "meanwhile" });
    const second = Array.from({ length: 10 }, () => evaluate(unit));
    const variants = (await Promise.all([...first, ...second])).map(({ variant }) => variant);
    await changing;
    expect(new Set([...variants, (await evaluate(unit)).variant]).size).toBe(1);
  });

  it("is not made by looking: a preview freezes nothing and its exposure counts nowhere", async () => {
    await preparePriceTest(tenant);
    const id = idOf("price-39");
    const unit = { kind: "visitor", id };
    const { body } = await tenant.post("/v1/evaluate", { unit, overrides: { [KEY]: "price-59" } });
    const event = { type: "quoted-exposure", id: "seen", quote: body.quote, shown: [], occurredAt: now.toISOString() };
    const { results } = (await tenant.post("/v1/events", { events: [event] })).body;
    expect(results).toEqual([{ id: "seen", status: "unverified", reason: "preview-quote" }]);
    expect(await evaluate(id)).toMatchObject({ variant: "price-39", reason: "assigned" });
  });

  it("does not bring an existing customer into a test for new ones", async () => {
    await preparePriceTest(tenant, { eligibility: "new-customers" });
    const unit = { kind: "visitor", id: "customer" };
    const { body } = await tenant.post("/v1/evaluate", { unit, payingCustomer: true });
    expect(body.assignments[0]).toMatchObject({ reason: "existing-customer" });
    const event = { type: "quoted-exposure", id: "seen", quote: body.quote, shown: [], occurredAt: now.toISOString() };
    await tenant.post("/v1/events", { events: [event] });
    const { report } = (await tenant.get(`/v1/experiments/${KEY}/results`)).body;
    expect(report.variants.map(({ arrivals }: { arrivals: number }) => arrivals)).toEqual([0, 0]);
  });

  it("without consent is the control, which stays when consent comes, uncounted; only other tests may assign", async () => {
    const [low, high] = experiment.variants;
    await preparePriceTest(tenant, {
      variants: [
        { ...low, weight: 0 },
        { ...high, weight: 1 },
      ] as typeof experiment.variants,
    });
    const ask = async (body: object) =>
      (await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body })).body;
    const withheld = await ask({ hasIdentity: false });
    expect(withheld.assignments).toMatchObject([{ variant: "price-39", reason: "no-identity" }]);
    expect(withheld.quote).toBeNull();
    const { unit, frozen } = withheld;
    const agreed = await ask({ unit, frozen });
    expect(agreed.assignments).toMatchObject([{ variant: "price-39", reason: "frozen", counted: false }]);
    expect(agreed.pricing.plans).toEqual(withheld.pricing.plans);
    expect(agreed.quote).toMatch(/^eyJ/);
    expect((await ask({ unit })).assignments).toMatchObject([{ variant: "price-39", reason: "frozen" }]);
    expect((await ask({})).assignments).toMatchObject([{ variant: "price-59", reason: "assigned" }]);
  });

  it("tells a visitor's browser nothing of the account", async () => {
    await preparePriceTest(tenant);
    const minted = (await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body: {} })).body.unit;
    await tenant.post("/v1/identify", { visitor: minted.id, account: "account-1" });
    const { body } = await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body: { unit: minted } });
    const texts = [
      JSON.stringify(body),
      ...body.frozen.map((token: string) => Buffer.from(token.split(".")[0] ?? "", "base64url").toString()),
    ];
    expect(texts.join()).not.toContain("account-1");
    const unit = { kind: "visitor", id: "joined-before-seen" };
    await tenant.post("/v1/identify", { visitor: unit.id, account: "account-1" });
    const { frozen } = (await tenant.post("/v1/evaluate", { unit })).body;
    expect(Buffer.from(frozen[0].split(".")[0], "base64url").toString()).not.toContain("account-1");
    const again = await server.call("POST", "/v1/evaluate", {
      key: tenant.publishableKey,
      body: { unit: minted, frozen: body.frozen },
    });
    expect(again.body.ignored).toEqual([]);
  });
});
