import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import type { Logger } from "pino";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import type { Configuration } from "../configuration/configuration.ts";
import type { Principal } from "../keys/principal.ts";
import { RequestProblem } from "../problems/problem.ts";

/** Requests a caller may make in each window of {@link WINDOW_SECONDS}. */
const POINTS = { secret: 5000, publishable: 1000, account: 1000, session: 1000 } as const;
const WINDOW_SECONDS = 10;

/** New visitors that one network may bring in an hour: an office or a school, and no flood. */
const NEW_UNITS = 300;
const NEW_UNITS_SECONDS = 60 * 60;

/** Attempts to sign in, by person and by network: enough for a forgetful morning, and too few to guess. */
const ATTEMPTS = 20;
const ATTEMPTS_SECONDS = 10 * 60;

/** Webhooks with a false signature in a minute: a mistyped secret that is sent again and again, and no flood. */
const FALSE_WEBHOOKS = { address: 120, tenant: 3000 } as const;
const FALSE_WEBHOOKS_SECONDS = 60;

/** Whom false webhooks are counted for: the network that sends them, or the tenant where that is not known. */
interface WebhookSender {
  readonly tenantId: string;
  readonly address: string | null;
}

/** Counts requests by caller: in Redis where there is one, else, or when it is gone, in this process. */
export interface RateLimits {
  /**
   * Counts one request.
   *
   * @throws RequestProblem `rate-limited`, with the seconds to wait.
   */
  readonly consume: (caller: Pick<Principal, "kind" | "id">) => Promise<void>;
  /** Counts a new unit that a browser reports; answers whether it is within the limit of key and address. */
  readonly allowsNewUnit: (caller: Pick<Principal, "id">, address: string) => Promise<boolean>;
  /**
   * Counts one attempt to sign in or up, by address of a person or of a network.
   *
   * @throws RequestProblem `rate-limited`, with the seconds to wait.
   */
  readonly consumeAttempt: (who: string) => Promise<void>;
  /**
   * Asks, before anything is looked up, whether a sender may send a webhook at all.
   *
   * @throws RequestProblem `rate-limited`, with the seconds to wait, for one whose webhooks were false again and again.
   */
  readonly refuseFalseWebhooks: (sender: WebhookSender) => Promise<void>;
  /** Counts a webhook whose signature was false. */
  readonly countFalseWebhook: (sender: WebhookSender) => Promise<void>;
  /** Whether Redis is there; `none` where limits are counted in this process. */
  readonly redis: () => "ok" | "away" | "none";
  readonly close: () => Promise<void>;
}

/** Limits that never refuse. */
export const NO_RATE_LIMITS: RateLimits = {
  consume: async () => {},
  allowsNewUnit: async () => true,
  consumeAttempt: async () => {},
  refuseFalseWebhooks: async () => {},
  countFalseWebhook: async () => {},
  redis: () => "none",
  close: async () => {},
};

/** What only the servers of one installation share. */
type Installation = Partial<Pick<Configuration, "sessionSecret" | "dataFolder">>;

/** Tells installations apart that share one Redis: every first tenant is called the same. */
function nameOf({ sessionSecret, dataFolder }: Installation): string {
  const shared = sessionSecret ?? dataFolder ?? "";
  return createHash("sha256").update(`limits ${shared}`).digest("base64url").slice(0, 11);
}

/** Makes the limits that the configuration asks for. */
export function createRateLimits(
  configuration: Pick<Configuration, "redisUrl" | "rateLimitEnabled"> & Installation,
  log: Logger,
  points: Readonly<Record<Principal["kind"], number>> = POINTS,
  newUnits: number = NEW_UNITS,
): RateLimits {
  const { redisUrl, rateLimitEnabled } = configuration;
  if (!rateLimitEnabled) return NO_RATE_LIMITS;
  const installation = nameOf(configuration);
  const redis = redisUrl ? connect(redisUrl, log) : null;
  const limiterFor = (kind: Principal["kind"]) => limiter(`limit:${kind}`, points[kind], WINDOW_SECONDS);
  const limiter = (name: string, points: number, duration: number) => {
    const options = { points, duration, keyPrefix: `pricewright:${installation}:${name}` };
    const memory = new RateLimiterMemory(options);
    return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory;
  };
  const limiters = {
    secret: limiterFor("secret"),
    publishable: limiterFor("publishable"),
    account: limiterFor("account"),
    session: limiterFor("session"),
  };
  const attemptLimiter = limiter("attempts", ATTEMPTS, ATTEMPTS_SECONDS);
  const unitLimiter = limiter("new-units", newUnits, NEW_UNITS_SECONDS);
  const falseWebhooks = {
    address: limiter("false-webhooks:address", FALSE_WEBHOOKS.address, FALSE_WEBHOOKS_SECONDS),
    tenant: limiter("false-webhooks:tenant", FALSE_WEBHOOKS.tenant, FALSE_WEBHOOKS_SECONDS),
  };
  const countedFor = ({ tenantId, address }: WebhookSender) =>
    address === null
      ? { by: falseWebhooks.tenant, name: tenantId, most: FALSE_WEBHOOKS.tenant }
      : { by: falseWebhooks.address, name: address, most: FALSE_WEBHOOKS.address };
  return {
    refuseFalseWebhooks: async (sender) => {
      const { by, name, most } = countedFor(sender);
      const counted = await by.get(name);
      if (counted && counted.consumedPoints >= most)
        await orRefuse(Promise.reject(counted), "There were too many webhooks with a false signature.");
    },
    countFalseWebhook: async (sender) => {
      const { by, name } = countedFor(sender);
      await by.penalty(name);
    },
    consume: ({ kind, id }) =>
      orRefuse(limiters[kind].consume(id), `This key may make ${points[kind]} requests in ${WINDOW_SECONDS} seconds.`),
    consumeAttempt: (who) => orRefuse(attemptLimiter.consume(who), "There were too many attempts."),
    allowsNewUnit: async ({ id }, address) => {
      try {
        await unitLimiter.consume(`${id} ${address}`);
        return true;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return false;
        throw refusal;
      }
    },
    redis: () => (redis === null ? "none" : redis.status === "ready" ? "ok" : "away"),
    close: async () => {
      redis?.disconnect();
    },
  };
}

async function orRefuse(counting: Promise<unknown>, detail: string): Promise<void> {
  try {
    await counting;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new RequestProblem("rate-limited", `${detail} Wait ${seconds} s.`, {
      headers: { "retry-after": String(seconds) },
    });
  }
}

function connect(redisUrl: string, log: Logger): Redis {
  // Without these three a command waits for as long as Redis is away.
  const redis = new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 500 });
  let away = false;
  redis.on("error", (error: Error) => {
    if (!away) log.warn({ error }, "Redis is away; rate limits are counted in this process");
    away = true;
  });
  redis.on("ready", () => {
    away = false;
  });
  return redis;
}
