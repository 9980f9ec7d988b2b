import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createRateLimits } from "../limits/rate-limits.ts";
import { insertProviderKey } from "../providers/provider-keys.ts";
import { signStripe, stripeEvent, subscription } from "../testing/provider-fixtures.ts";
import { startTestServer, type TestServer, type TestTenant } from "../testing/test-server.ts";

const SECRET = "whsec_of_the_endpoint";
let server: TestServer;
let tenant: TestTenant;

beforeAll(async () => {
  const limits = createRateLimits({ redisUrl: null, rateLimitEnabled: true }, pino({ level: "silent" }));
  server = await startTestServer({ limits });
  tenant = await server.newTenant();
  const { masterKeys } = server.services;
  const key = { provider: "stripe", kind: "webhook-secret", secret: SECRET, account: null } as const;
  await server.database.inScope(tenant.scope, (queries) =>
    insertProviderKey(queries, tenant.scope, key, { masterKeys, now: new Date() }),
  );
});
afterAll(() => server.drop());

function send(secret: string, headers: Record<string, string>, id = "evt_1") {
  const body = JSON.stringify(stripeEvent(id, "customer.subscription.updated", subscription()));
  return server.call("POST", `/v1/webhooks/stripe/${tenant.scope.tenantId}`, {
    body,
    headers: { "stripe-signature": signStripe(body, secret, new Date()), ...headers },
  });
}

describe("a flood of webhooks with a false signature", () => {
  const flood = { "x-address": "203.0.113.7" };

  it("costs the database nothing after the first ones, and says when to come back", async () => {
    for (let count = 0; count < 120; count++) expect((await send("whsec_guessed", flood)).status).toBe(400);
    const asked = vi.spyOn(server.services.database, "inScope");
    const refused = await send("whsec_guessed", flood);
    expect(refused.body.code).toBe("rate-limited");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // Nor does a true one from there.
    expect((await send(SECRET, flood)).status).toBe(429);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
  });

  it("keeps no true webhook away that comes from elsewhere, however many there are", async () => {
    for (let count = 0; count < 130; count++)
      expect((await send(SECRET, { "x-address": "198.51.100.9" }, `evt_true_${count}`)).status).toBe(200);
    expect((await send(SECRET, {}, "evt_unknown")).status).toBe(200);
  });
});
