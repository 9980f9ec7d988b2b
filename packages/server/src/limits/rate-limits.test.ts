import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createRateLimits } from "./rate-limits.ts";

const log = pino({ level: "silent" });
const scope = { tenantId: "a", environment: "test" } as const;
const points = { secret: 2, publishable: 1, account: 5, session: 1 };

describe("rate limits", () => {
  it("refuse the request after the last one allowed, and say when to come back", async () => {
    const limits = createRateLimits({ redisUrl: null, rateLimitEnabled: true }, log, points);
    const caller = { kind: "secret", scope, id: "a/1" } as const;
    await limits.consume(caller);
    await limits.consume(caller);
    await expect(limits.consume(caller)).rejects.toMatchObject({
      code: "rate-limited",
      headers: { "retry-after": expect.stringMatching(/^\d+$/) },
    });
    await limits.consume({ ...caller, id: "a/2" });
  });

  it("can be turned off", async () => {
    const limits = createRateLimits({ redisUrl: null, rateLimitEnabled: false }, log, points);
    for (let count = 0; count < 10; count++) await limits.consume({ kind: "secret", id: "a/1" });
  });

  it("count in this process while Redis cannot be reached", async () => {
    const limits = createRateLimits({ redisUrl: "redis://127.0.0.1:1", rateLimitEnabled: true }, log, points);
    const caller = { kind: "publishable", scope, id: "a/1" } as const;
    await limits.consume(caller);
    await expect(limits.consume(caller)).rejects.toMatchObject({ code: "rate-limited" });
    await limits.close();
  });

  it.each([null, "redis://127.0.0.1:1"])("count false webhooks by their sender (Redis at %s)", async (redisUrl) => {
    const limits = createRateLimits({ redisUrl, rateLimitEnabled: true }, log, points);
    const [sender, other, unknown] = [
      { tenantId: "a", address: "203.0.113.7" },
      { tenantId: "a", address: "203.0.113.8" },
      { tenantId: "a", address: null },
    ] as const;
    for (let count = 0; count < 120; count++) {
      await limits.refuseFalseWebhooks(sender);
      await limits.countFalseWebhook(sender);
      await limits.countFalseWebhook(unknown);
    }
    await expect(limits.refuseFalseWebhooks(sender)).rejects.toMatchObject({
      code: "rate-limited",
      headers: { "retry-after": expect.stringMatching(/^\d+$/) },
    });
    await limits.refuseFalseWebhooks(other);
    await limits.refuseFalseWebhooks(unknown);
    await limits.close();
  });
});
