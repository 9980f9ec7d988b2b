import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";

const opened: RateLimits[] = [];

function replica(): RateLimits {
  const redisUrl = process.env.TEST_REDIS_URL;
  if (!redisUrl) throw new Error("Set TEST_REDIS_URL to a Redis server.");
  const limits = createRateLimits({ redisUrl, rateLimitEnabled: true }, pino({ level: "silent" }), {
    secret: 6,
    publishable: 1,
    account: 1,
    session: 1,
  });
  opened.push(limits);
  return limits;
}

afterAll(() => Promise.all(opened.map((limits) => limits.close())));

describe("rate limits in Redis", () => {
  it("are shared by all replicas", async () => {
    const replicas = [replica(), replica()] as const;
    const warmUp = { kind: "session", scope: { tenantId: "a", environment: "test" }, id: randomUUID() } as const;
    // Until the connection stands, a replica counts in its own memory.
    await expect
      .poll(
        () =>
          Promise.allSettled([replicas[0].consume(warmUp), replicas[1].consume(warmUp)]).then(
            (both) => both.filter(({ status }) => status === "rejected").length,
          ),
        { timeout: 20_000 },
      )
      .toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const caller = { kind: "secret", scope: warmUp.scope, id: randomUUID() } as const;
    const outcomes = [];
    for (let count = 0; count < 5; count++) {
      outcomes.push(...(await Promise.allSettled([replicas[0].consume(caller), replicas[1].consume(caller)])));
    }
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(6);
  });

  it("know false webhooks that another replica took", async () => {
    const [one, another] = [replica(), replica()];
    const sender = { tenantId: "a", address: randomUUID() };
    const isRefused = () =>
      another.refuseFalseWebhooks(sender).then(
        () => false,
        () => true,
      );
    // What was counted before the connection stood is in that replica's memory only.
    await expect
      .poll(
        async () => {
          for (let count = 0; count < 120; count++) await one.countFalseWebhook(sender);
          return isRefused();
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    await another.refuseFalseWebhooks({ ...sender, address: randomUUID() });
  });
});
