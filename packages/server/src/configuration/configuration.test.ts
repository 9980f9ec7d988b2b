import { describe, expect, it } from "vitest";
import { ConfigurationError, readConfiguration } from "./configuration.ts";

describe("readConfiguration", () => {
  it("needs nothing", () => {
    expect(readConfiguration({})).toEqual({
      port: 3001,
      host: "127.0.0.1",
      databaseUrl: null,
      dataFolder: "./.pricewright",
      redisUrl: null,
      rateLimitEnabled: true,
      upgradeUrl: "/",
      encryptionKeys: [],
      countryHeader: null,
      addressHeader: null,
      quotaLimits: { free: 1000, starter: 10_000, pro: 100_000 },
      metricsPort: null,
      isProduction: false,
      corsOrigins: [],
      logLevel: "info",
    });
  });

  it("treats an empty variable as one that is not set", () => {
    expect(readConfiguration({ DATABASE_URL: "", PORT: "" })).toMatchObject({ databaseUrl: null, port: 3001 });
  });

  it("names every variable that is wrong, and repeats no value, which may be a secret", () => {
    const read = () =>
      readConfiguration({
        PORT: "eighty",
        DATABASE_URL: "mysql://root:hunter2@db",
        REDIS_URL: "hunter2",
        LOG_LEVEL: "loud",
        RATE_LIMIT_ENABLED: "yes",
      });
    expect(read).toThrow(ConfigurationError);
    for (const name of ["PORT", "DATABASE_URL", "REDIS_URL", "LOG_LEVEL", "RATE_LIMIT_ENABLED"])
      expect(read).toThrow(name);
    expect(read).not.toThrow("hunter2");
  });
});
