import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { catalog, preparePriceTest, republish } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { createConfigChanges } from "./config-changes.ts";

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

const withdraw = () =>
  tenant.post("/v1/catalog/withdrawals", { price: "license-59", honour: "issued", reason: "a mistake" });

describe("GET /v1/config", () => {
  it("holds what local evaluation needs, and is not sent again while it is the same", async () => {
    const { body, headers } = await tenant.get("/v1/config");
    expect(body).toMatchObject({
      environment: "test",
      experiments: [{ definition: { key: "license-price", status: "running" }, catalogVersion: 1 }],
      catalogs: [{ version: 1, catalog: { currency: "USD" } }],
      withdrawn: [],
    });
    expect(headers.get("etag")).toBe(`"${body.version}"`);
    const again = (etag: string) =>
      server.call("GET", "/v1/config", { key: tenant.secretKey, headers: { "if-none-match": etag } });
    expect((await again(`"${body.version}"`)).status).toBe(304);
    await withdraw();
    const changed = await again(`"${body.version}"`);
    expect([changed.status, changed.body.withdrawn]).toEqual([200, ["license-59"]]);
    const colleague = { kind: "visitor", id: "v_colleague" };
    const listing = { key: tenant.secretKey, body: { reason: "one of us" } };
    await server.call("PUT", "/v1/internal-units/visitor/v_colleague", listing);
    const listed = await again(`"${changed.body.version}"`);
    expect([listed.status, listed.body.internal]).toEqual([200, [colleague]]);
    await republish(server, tenant, { ...catalog, plans: [{ ...catalog.plans[0], name: "License" }] });
    const { catalogs } = (await tenant.get("/v1/config")).body;
    // The test's prices are of the first version, and stay so.
    expect(catalogs.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
  });

  it("is for servers only", async () => {
    expect((await server.call("GET", "/v1/config", { key: tenant.publishableKey })).body.code).toBe("forbidden");
    expect((await server.call("GET", "/v1/config/stream", { key: tenant.publishableKey })).body.code).toBe("forbidden");
  });
});

describe("GET /v1/config/stream", () => {
  it("tells the version there is, and each change within a second", async () => {
    const response = await server.app.request("/v1/config/stream", {
      headers: { authorization: `Bearer ${tenant.secretKey}` },
    });
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async (): Promise<string> => {
      const { value } = await reader.read();
      const text = new TextDecoder().decode(value);
      const data = /^data: (.*)$/m.exec(text)?.[1];
      return data === undefined ? next() : JSON.parse(data).version;
    };
    const first = await next();
    expect(first).toBe((await tenant.get("/v1/config")).body.version);
    await withdraw();
    const second = await next();
    expect(second).not.toBe(first);
    expect(second).toBe((await tenant.get("/v1/config")).body.version);
    await reader.cancel();
  });

  it("hears of a change that another process made, and forgets what it remembered", async () => {
    const forgotten: string[] = [];
    const replica = createConfigChanges(server.database, ({ tenantId }) => forgotten.push(tenantId));
    const heard: string[] = [];
    const end = replica.watch(tenant.scope, (version) => heard.push(version));
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(1);
    await withdraw();
    await expect.poll(() => heard.length, { timeout: 5000 }).toBe(2);
    expect(forgotten).toEqual([tenant.scope.tenantId, tenant.scope.tenantId]);
    end();
    replica.close();
  });
});
