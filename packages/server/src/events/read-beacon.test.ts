import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countsOf, exposure, preparePriceTest } from "../testing/price-test.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  server = await startTestServer();
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});
afterAll(() => server.drop());

const beacon = (body: unknown, headers: Record<string, string> = {}) =>
  server.call("POST", "/v1/events", {
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "text/plain;charset=UTF-8", ...headers },
  });

describe("a beacon", () => {
  it("brings events as text, with the key in its body", async () => {
    const evaluated = await server.call("POST", "/v1/evaluate", { key: tenant.publishableKey, body: {} });
    const { quote, pricing, assignments } = evaluated.body;
    const [{ id: price, amount, currency }] = pricing.plans[0].prices;
    const occurredAt = new Date().toISOString();
    const event = { type: "quoted-exposure", id: "e_1", occurredAt, quote, shown: [{ price, amount, currency }] };
    const sent = { key: tenant.publishableKey, events: [event], sentAt: occurredAt };
    expect((await beacon(sent)).body.results).toEqual([{ id: "e_1", status: "accepted" }]);
    expect((await countsOf(tenant))[assignments[0].variant]).toEqual([1, 1, 0]);
    expect((await beacon(sent)).body.results).toEqual([{ id: "e_1", status: "duplicate" }]);
  });

  it("takes no secret key, no other form, and no more than 60 kB", async () => {
    const events = [exposure("v_1")];
    expect((await beacon({ key: tenant.secretKey, events })).body.code).toBe("unauthenticated");
    expect((await beacon({ events })).body.code).toBe("unauthenticated");
    expect((await beacon("key=x")).body.code).toBe("malformed-json");
    expect((await beacon("[]")).body.code).toBe("malformed-json");
    const large = { key: tenant.publishableKey, events: ["x".repeat(60 * 1024)] };
    expect((await beacon(large)).body.code).toBe("body-too-large");
    // Who can send headers sends JSON.
    const both = await beacon({ events }, { authorization: `Bearer ${tenant.publishableKey}` });
    expect(both.body.code).toBe("unsupported-content-type");
  });
});
