import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { preparePriceTest } from "../testing/price-test.ts";
import { signUp } from "../testing/sign-in.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";
import { newLicenseKeys } from "./license-keys.ts";
import { licenseStatus } from "./license-status.ts";
import { signLicense } from "./sign-license.ts";

const { privateKey, publicKey } = newLicenseKeys();
const issuedAt = new Date("2025-01-01T00:00:00Z");
const expiresAt = new Date("2026-01-01T00:00:00Z");
const plan = { id: "business", features: [{ id: "agents", name: "Agents", type: "limit" as const, limit: 0 }] };
let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  const token = await signLicense({ customer: "Acme Secret Project", plan, issuedAt, expiresAt }, privateKey);
  server = await startTestServer({ license: { token, publicKey } });
  tenant = await server.newTenant();
  await preparePriceTest(tenant);
});
afterAll(() => server.drop());

describe("a server whose licence has expired", () => {
  it("says so to who watches and to who is signed in", async () => {
    const health = await server.call("GET", "/health/dependencies");
    expect(health.body).toMatchObject({
      status: "ok",
      license: { state: "expired", expiresAt: expiresAt.toISOString() },
    });
    expect(JSON.stringify(health.body)).not.toContain("Acme");
    const { owner } = await signUp(server);
    expect((await owner.call("GET", "/v1/license")).body).toMatchObject({
      state: "expired",
      detail: expect.stringContaining("expired on 2026-01-01"),
      license: { plan: "business", features: [{ id: "agents", limit: 0 }] },
    });
  });

  it("shows and sells prices as before", async () => {
    const shown = await tenant.post("/v1/evaluate", { unit: { kind: "account", id: "a_1" } });
    expect(shown.status).toBe(200);
    const page = { successUrl: "https://shop.example/", cancelUrl: "https://shop.example/" };
    const bought = await tenant.post("/v1/checkouts", {
      quote: shown.body.quote,
      plan: "license",
      account: "a_1",
      ...page,
    });
    expect(bought.status).toBe(201);
  });
});

describe("a licence's public key that cannot be read", () => {
  it("is said, and stops nothing", async () => {
    const found = await licenseStatus({ token: "x.y.z", publicKey: "no key" }, new Date());
    expect(found).toMatchObject({ state: "not-genuine", license: null });
  });
});
