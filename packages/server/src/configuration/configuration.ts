import { z } from "zod";

/** Everything that the server reads from its environment, checked and with defaults in. */
export interface Configuration {
  /** Port of the API and the dashboard; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on; only this machine by default. */
  readonly host: string;
  /** PostgreSQL connection string; null for the embedded database. */
  readonly databaseUrl: string | null;
  /** Folder of the embedded database, or `"memory"`. */
  readonly dataFolder: string;
  /** Redis connection string; null keeps rate limits in memory. */
  readonly redisUrl: string | null;
  readonly rateLimitEnabled: boolean;
  readonly corsOrigins: readonly string[];
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
}

const LEVELS = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

const url = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `use an address that starts with ${protocols.map((protocol) => `${protocol}//`).join(" or ")}`,
    );

const environment = z.object({
  PORT: z.coerce.number({ error: "use a port number from 0 to 65535" }).int().min(0).max(65535).default(3001),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  PRICEWRIGHT_DATA: z.string().min(1).default("./.pricewright"),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  RATE_LIMIT_ENABLED: z.enum(["true", "false"], { error: 'use "true" or "false"' }).default("true"),
  CORS_ORIGINS: z.string().default(""),
  LOG_LEVEL: z.enum(LEVELS, { error: `use one of ${LEVELS.join(", ")}` }).default("info"),
});

/** Thrown when the environment cannot be used; the message names every variable that is wrong. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads the server's configuration from environment variables.
 *
 * @throws ConfigurationError naming every variable with a bad value and what to give instead.
 */
export function readConfiguration(variables: Readonly<Record<string, string | undefined>>): Configuration {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    // Values are not repeated: they may hold passwords.
    const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new ConfigurationError(`The configuration cannot be used:\n${lines.join("\n")}`);
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL ?? null,
    dataFolder: data.PRICEWRIGHT_DATA,
    redisUrl: data.REDIS_URL ?? null,
    rateLimitEnabled: data.RATE_LIMIT_ENABLED === "true",
    corsOrigins: data.CORS_ORIGINS.split(",")
      .map((origin) => origin.trim())
      .filter((origin) => origin !== ""),
    logLevel: data.LOG_LEVEL,
  };
}
