import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configFile } from "@pricewright/node/config-file";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, preparePriceTest } from "../testing/price-test.ts";
import { connectSdk, type SdkClient } from "../testing/sdk-client.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;
let wire: SdkClient;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.drop());
beforeEach(async () => {
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
  wire = connectSdk(server, tenant.secretKey);
  await wire.client.ready();
});
afterEach(() => wire.client.close());

const evaluations = () => wire.asked.filter((path) => path === "POST /v1/evaluate").length;
/** Everything but what is signed: each quote is new, and a stored record's fields come in another order. */
const shown = ({ quote, frozen, ...rest }: Awaited<ReturnType<typeof wire.client.evaluate>>) => rest;

describe("evaluate", () => {
  it("asks the server once for a unit, then answers the same by itself", async () => {
    const first = await wire.client.evaluate({ id: "v_1" });
    const second = await wire.client.evaluate({ id: "v_1" });
    expect(evaluations()).toBe(1);
    expect(first.assignments[0]).toMatchObject({ experiment: "license-price", reason: "assigned", counted: true });
    expect(second.assignments[0]).toMatchObject({ variant: first.assignments[0]?.variant, reason: "frozen" });
    const third = (await tenant.post("/v1/evaluate", { unit: { kind: "visitor", id: "v_1" } })).body;
    expect(shown(second)).toEqual(shown(third));
  });

  it("signs a quote by itself that the server charges for", async () => {
    await wire.client.evaluate({ id: "v_2" });
    const { quote, assignments } = await wire.client.evaluate({ id: "v_2" });
    expect(evaluations()).toBe(1);
    const price = assignments[0]?.variant.replace("price", "license");
    const verified = await wire.client.verifyQuote(quote as string, { visitor: "v_2" });
    expect(verified).toMatchObject({ ok: true, prices: [{ plan: "license", price }] });
    expect(await wire.client.verifyQuote(quote as string, { visitor: "v_3" })).toMatchObject({ code: "wrong-unit" });
    const reported = await tenant.post("/v1/events", {
      events: [
        {
          id: "seen",
          type: "quoted-exposure",
          occurredAt: new Date().toISOString(),
          quote,
          shown: [{ price, amount: `${price?.slice(-2)}.00`, currency: "USD" }],
        },
      ],
    });
    expect(reported.body.results).toEqual([{ id: "seen", status: "accepted" }]);
  });

  it("takes signed records that the app kept, and says which it does not believe", async () => {
    const { frozen, assignments } = await wire.client.evaluate({ id: "v_4" });
    const other = connectSdk(server, tenant.secretKey);
    await other.client.ready();
    const again = await other.client.evaluate({ id: "v_4", frozen: [...frozen, `${frozen[0]}x`] });
    expect(other.asked).not.toContain("POST /v1/evaluate");
    expect(again.assignments[0]).toMatchObject({ variant: assignments[0]?.variant, reason: "frozen", counted: true });
    expect(again.ignored).toMatchObject([{ field: "frozen.1", code: "frozen-rejected" }]);
    await other.client.close();
  });

  it("asks again for a test that the unit has not been shown yet", async () => {
    await wire.client.evaluate({ id: "v_5" });
    const second = {
      key: "second",
      control: "a",
      variants: [
        { key: "a", prices: ["license-39"] },
        { key: "b", prices: ["license-59"] },
      ],
    };
    expect((await tenant.post("/v1/experiments", second)).status).toBe(201);
    await expect
      .poll(async () => (await wire.client.evaluate({ id: "v_5" })).assignments.length, { timeout: 5000 })
      .toBe(2);
    expect(evaluations()).toBe(2);
  });

  it("asks again after identify, and keeps the visitor's price as the account", async () => {
    const { assignments } = await wire.client.evaluate({ id: "v_6" });
    await wire.client.identify({ visitor: "v_6", account: "acme" });
    const account = await wire.client.evaluate({ kind: "account", id: "acme" });
    expect(account.assignments[0]).toMatchObject({ variant: assignments[0]?.variant, reason: "frozen", counted: true });
  });

  it("hears of a withdrawn price within a second, without asking", async () => {
    await wire.client.evaluate({ id: "v_7" });
    const before = wire.asked.length;
    await tenant.post("/v1/catalog/withdrawals", { price: "license-59", honour: "issued", reason: "a mistake" });
    await expect
      .poll(() => wire.asked.slice(before).filter((path) => path === "GET /v1/config").length, { timeout: 5000 })
      .toBe(1);
  });
});

describe("with the server away", () => {
  it("keeps the price that was shown, quote and all", async () => {
    const { assignments } = await wire.client.evaluate({ id: "v_1" });
    wire.cut(true);
    const { assignments: again, quote } = await wire.client.evaluate({ id: "v_1" });
    expect(again[0]).toMatchObject({ variant: assignments[0]?.variant, reason: "frozen", counted: true });
    wire.cut(false);
    expect(await wire.client.verifyQuote(quote as string, { visitor: "v_1" })).toMatchObject({ ok: true });
  });

  it("shows a stranger the control, uncounted and without a quote", async () => {
    wire.cut(true);
    const answer = await wire.client.evaluate({ id: "stranger" });
    expect(answer.assignments).toEqual([
      { experiment: "license-price", variant: "price-39", reason: "frozen-unknown", slot: null, counted: false },
    ]);
    expect(answer.pricing.plans[0]?.prices).toMatchObject([{ id: "license-39" }]);
    expect(answer.quote).toBeNull();
    expect(answer.ignored).toMatchObject([{ code: "without-server" }]);
  });

  it("gives a new visitor an identity only when the server is back", async () => {
    wire.cut(true);
    const away = await wire.client.evaluate({});
    expect(away.assignments).toMatchObject([{ reason: "no-identity", counted: false }]);
    expect(away.quote).toBeNull();
    wire.cut(false);
    await expect.poll(async () => (await wire.client.evaluate({})).quote, { timeout: 5000 }).not.toBeNull();
  });

  it("shows the fallback's listed prices where it never was reached, and nothing where there are none", async () => {
    const lost: Error[] = [];
    const alone = connectSdk(server, tenant.secretKey, {
      fallbackCatalog: (await tenant.get("/v1/config")).body.catalogs[0].catalog,
      onFallback: (error) => lost.push(error),
    });
    alone.cut(true);
    const { pricing, quote, assignments } = await alone.client.evaluate({ id: "v_1" });
    expect([pricing.plans.map(({ id }) => id), quote, assignments]).toEqual([["license"], null, []]);
    expect(lost).toMatchObject([{ code: "unreachable" }]);
    const bare = connectSdk(server, tenant.secretKey);
    bare.cut(true);
    expect((await bare.client.evaluate({ id: "v_1" })).pricing).toMatchObject({ plans: [], currency: "XXX" });
    await Promise.all([alone.client.close(), bare.client.close()]);
  });

  it("starts from a copy on disk, which holds no key and so believes nobody", async () => {
    const folder = await mkdtemp(join(tmpdir(), "pricewright-"));
    const path = join(folder, "config.json");
    const writer = connectSdk(server, tenant.secretKey, { configCache: configFile(path) });
    await writer.client.ready();
    const { frozen } = await writer.client.evaluate({ id: "v_1" });
    await writer.client.close();
    const text = await readFile(path, "utf8");
    expect(Object.keys(JSON.parse(text))).not.toContain("keys");
    const reader = connectSdk(server, tenant.secretKey, { configCache: configFile(path) });
    reader.cut(true);
    await reader.client.ready();
    const answer = await reader.client.evaluate({ id: "v_1", frozen });
    expect(answer.assignments).toMatchObject([{ variant: "price-39", reason: "frozen-unknown", counted: false }]);
    expect(answer.pricing.plans).toHaveLength(catalog.plans.length);
    expect([answer.quote, answer.frozen]).toEqual([null, frozen]);
    await reader.client.close();
    await rm(folder, { recursive: true });
  });

  it("goes on when its key was revoked", async () => {
    const revoked = connectSdk(server, "pw_sk_test_nobody");
    const { pricing, quote } = await revoked.client.evaluate({ id: "v_1" });
    expect([pricing.plans, quote]).toEqual([[], null]);
    await revoked.client.close();
  });
});

describe("a configuration of a newer server", () => {
  it("is not evaluated here, and shows frozen or the control without the server", async () => {
    const { frozen, assignments } = await wire.client.evaluate({ id: "v_1" });
    const config = (await tenant.get("/v1/config")).body;
    const newer = connectSdk(server, tenant.secretKey, {
      configCache: { read: async () => JSON.stringify({ ...config, schemaVersion: 99 }), write: async () => {} },
    });
    newer.cut(true);
    await newer.client.ready();
    const known = await newer.client.evaluate({ id: "v_1", frozen });
    expect(known.assignments).toMatchObject([{ variant: assignments[0]?.variant, reason: "frozen" }]);
    const stranger = await newer.client.evaluate({ id: "v_9" });
    expect(stranger.assignments).toMatchObject([{ variant: "price-39", reason: "unsupported", counted: false }]);
    await newer.client.close();
  });

  it("that requires what this one lacks is left to the server", async () => {
    const { frozen } = await wire.client.evaluate({ id: "v_1" });
    const config = (await tenant.get("/v1/config")).body;
    const [first] = config.experiments;
    const definition = { ...first.definition, key: "newer", salt: "newer", requires: ["telepathy"] };
    const newer = connectSdk(server, tenant.secretKey, {
      configCache: {
        read: async () => JSON.stringify({ ...config, experiments: [first, { ...first, definition }] }),
        write: async () => {},
      },
    });
    newer.cut(true);
    await newer.client.ready();
    const answer = await newer.client.evaluate({ id: "v_1", frozen });
    expect(answer.assignments).toMatchObject([
      { experiment: "license-price", reason: "frozen" },
      { experiment: "newer", variant: "price-39", reason: "unsupported", counted: false },
    ]);
    expect(answer.quote).toBeNull();
    await newer.client.close();
  });
});
