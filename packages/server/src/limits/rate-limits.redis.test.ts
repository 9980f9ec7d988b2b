import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, describe, expect, it } from "vitest";
import { createRateLimits, type RateLimits } from "./rate-limits.ts";

const opened: RateLimits[] = [];

/** A server of the installation that has this secret. */
function replica(sessionSecret = "of all of them"): RateLimits {
  const redisUrl = process.env.TEST_REDIS_URL;
  if (!redisUrl) throw new Error("Set TEST_REDIS_URL to a Redis server.");
  const limits = createRateLimits({ redisUrl, rateLimitEnabled: true, sessionSecret }, pino({ level: "silent" }), {
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

  it("are another installation's own, although both call their first tenant the same", async () => {
    const caller = { kind: "publishable", id: `default/${randomUUID()}` } as const;
    const isRefused = (limits: RateLimits) =>
      limits.consume(caller).then(
        () => false,
        () => true,
      );
    const [one, same] = [replica(), replica()];
    // From when both count in Redis, what one took the other has no more.
    await expect.poll(async () => (await isRefused(one)) && (await isRefused(same)), { timeout: 20_000 }).toBe(true);
    const other = replica("of somebody else");
    await expect.poll(() => other.redis(), { timeout: 20_000 }).toBe("ok");
    expect(await isRefused(other)).toBe(false);
    expect(await isRefused(other)).toBe(true);
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
