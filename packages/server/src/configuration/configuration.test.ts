import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { NO_PLATFORM_KEYS } from "../providers/provider-settings.ts";
import { ConfigurationError, readConfiguration } from "./configuration.ts";

describe("readConfiguration", () => {
  it("needs nothing", () => {
    expect(readConfiguration({})).toEqual({
      port: 3001,
      host: "127.0.0.1",
      databaseUrl: null,
      dataFolder: "./.pricewright",
      redisUrl: null,
      natsUrl: null,
      natsStream: "pricewright-events",
      natsReplicas: 1,
      migrationDatabaseUrl: null,
      eventsKeptMonths: 25,
      rateLimitEnabled: true,
      upgradeUrl: "/",
      encryptionKeys: [],
      countryHeader: null,
      addressHeader: null,
      quotaLimits: { free: 1000, starter: 10_000, pro: 100_000 },
      providers: NO_PLATFORM_KEYS,
      metricsPort: null,
      tracesEndpoint: null,
      publicUrl: null,
      sessionSecret: null,
      signUp: "closed",
      singleSignOn: null,
      license: null,
      licensePrivateKey: null,
      isProduction: false,
      corsOrigins: [],
      logLevel: "info",
    });
  });

  it("takes the platform's own keys, and what belongs together only together", () => {
    const read = (variables: Record<string, string>) => readConfiguration(variables).providers;
    expect(
      read({ STRIPE_SECRET_KEY: "sk_live_abc", STRIPE_WEBHOOK_SECRET: "whsec_abc", BILLING_PRO_PRICE: "price_1" }),
    ).toMatchObject({
      mode: "hybrid",
      platform: { stripe: { apiKey: "sk_live_abc", webhookSecret: "whsec_abc" }, lemonsqueezy: null },
      billingPrices: { starter: null, pro: "price_1" },
    });
    expect(read({ PAID_API_KEY: "paid_abcdefg", PAID_API_BASE_URL: "https://paid.example/" })).toMatchObject({
      platform: { paid: { apiKey: "paid_abcdefg" } },
      addresses: { paid: "https://paid.example" },
    });
    expect(() => read({ PLATFORM_MODE: "mixed" })).toThrow("PLATFORM_MODE: use hybrid, byok-only or managed-only");
    expect(() => read({ PLATFORM_MODE: "managed-only" })).toThrow("STRIPE_SECRET_KEY: managed payments");
    expect(() => read({ LEMONSQUEEZY_API_KEY: "lemon-abcdef" })).toThrow("LEMONSQUEEZY_STORE_ID: say which");
    expect(() => read({ BILLING_STARTER_PRICE: "price_1" })).toThrow("STRIPE_SECRET_KEY: plans are billed");
  });

  it("treats an empty variable as one that is not set", () => {
    expect(readConfiguration({ DATABASE_URL: "", PORT: "" })).toMatchObject({ databaseUrl: null, port: 3001 });
  });

  it("wants a secret for sessions that is long, and in production one that nobody guesses", () => {
    expect(() => readConfiguration({ JWT_SECRET: "too short" })).toThrow("JWT_SECRET");
    const production = { NODE_ENV: "production" };
    for (const weak of ["a".repeat(32), "abababababababababababababababab", "my-very-long-secret-for-pricewright-1"]) {
      expect(readConfiguration({ JWT_SECRET: weak }).sessionSecret).toBe(weak);
      expect(() => readConfiguration({ ...production, JWT_SECRET: weak })).toThrow("JWT_SECRET");
    }
    const good = randomBytes(32).toString("hex");
    expect(readConfiguration({ ...production, JWT_SECRET: good }).sessionSecret).toBe(good);
    expect(() => readConfiguration({ ...production, PUBLIC_URL: "http://prices.example" })).toThrow("PUBLIC_URL");
  });

  it("names what is missing of variables that say something only together", () => {
    expect(() => readConfiguration({ OIDC_ISSUER: "https://id.example" })).toThrow(
      /OIDC_CLIENT_ID[\s\S]*OIDC_CLIENT_SECRET/,
    );
    expect(() => readConfiguration({ LICENSE: "ey.x.y" })).toThrow("LICENSE_PUBLIC_KEY");
  });

  it("names every variable that is wrong, and repeats no value, which may be a secret", () => {
    const read = () =>
      readConfiguration({
        PORT: "eighty",
        DATABASE_URL: "mysql://root:hunter2@db",
        REDIS_URL: "hunter2",
        NATS_URL: "nats://hunter2@a, b",
        LOG_LEVEL: "loud",
        RATE_LIMIT_ENABLED: "yes",
        EVENTS_KEPT_MONTHS: "3",
      });
    expect(read).toThrow(ConfigurationError);
    for (const name of [
      "PORT",
      "DATABASE_URL",
      "REDIS_URL",
      "NATS_URL",
      "LOG_LEVEL",
      "RATE_LIMIT_ENABLED",
      "EVENTS_KEPT_MONTHS",
    ])
      expect(read).toThrow(name);
    expect(read).not.toThrow("hunter2");
  });

  it("takes origins, and no addresses of pages", () => {
    const read = (CORS_ORIGINS: string) => readConfiguration({ CORS_ORIGINS }).corsOrigins;
    expect(read("https://a.example, http://localhost:5173,")).toEqual(["https://a.example", "http://localhost:5173"]);
    expect(() => read("https://a.example/")).toThrow("CORS_ORIGINS: use origins");
    expect(() => read("a.example")).toThrow("CORS_ORIGINS: use origins");
  });

  it("refuses in production what may do elsewhere, with everything else that is wrong in one message", () => {
    const variables = {
      PORT: "eighty",
      DATABASE_URL: "postgres://app:changeme@db/prices",
      REDIS_URL: "redis://:Password@cache",
      NATS_URL: "nats://one:long@a,nats://one:secret@b",
      API_KEY_ENCRYPTION_KEY: Buffer.from("correct horse battery staple 123").toString("base64"),
    };
    const read = () => readConfiguration({ ...variables, NODE_ENV: "production" });
    for (const name of Object.keys(variables)) expect(read).toThrow(`  ${name}: `);
    expect(read).not.toThrow(/changeme|Password/);
    expect(readConfiguration({ ...variables, PORT: "80" })).toMatchObject({ port: 80 });
    const missing = () => readConfiguration({ NODE_ENV: "production", DATABASE_URL: "postgres://app:long@db/prices" });
    expect(missing).toThrow("  API_KEY_ENCRYPTION_KEY: ");
    const API_KEY_ENCRYPTION_KEY = randomBytes(32).toString("base64");
    const JWT_SECRET = randomBytes(32).toString("hex");
    const strong = {
      NODE_ENV: "production",
      DATABASE_URL: "postgres://app:long@db/prices",
      API_KEY_ENCRYPTION_KEY,
      JWT_SECRET,
    };
    expect(readConfiguration(strong)).toMatchObject({ isProduction: true });
  });

  it.each(["x", "00".repeat(32), Buffer.alloc(31, 7).toString("base64")])("refuses the key %s", (key) => {
    expect(() => readConfiguration({ API_KEY_ENCRYPTION_KEY: key })).toThrow("API_KEY_ENCRYPTION_KEY: use 32 random");
  });
});
