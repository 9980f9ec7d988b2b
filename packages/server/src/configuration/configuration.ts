import { z } from "zod";
import type { ConfiguredLicense } from "../licenses/license-status.ts";
import type { SingleSignOn } from "../people/single-sign-on.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import { findProviderProblems, PROVIDER_VARIABLES, toProviderSettings } from "./provider-variables.ts";
import { readText } from "./read-text.ts";
import { isWeakSecret } from "./weak-secret.ts";

/** Everything that the server reads from its environment, checked and with defaults in. */
export interface Configuration {
  /** Port of the API and the dashboard; 0 takes any free one. */
  readonly port: number;
  /** Address to listen on; only this machine by default. */
  readonly host: string;
  /** PostgreSQL connection string; null for the embedded database. */
  readonly databaseUrl: string | null;
  /** Address of the same PostgreSQL past a pooler, for migrations; null where there is no pooler. */
  readonly migrationDatabaseUrl: string | null;
  /** Folder of the embedded database, or `"memory"`. */
  readonly dataFolder: string;
  /** Redis connection string; null keeps rate limits in memory. */
  readonly redisUrl: string | null;
  /** Addresses of NATS with JetStream; null counts events before they are acknowledged. */
  readonly natsUrl: string | null;
  /** Name of the stream that events wait in: one for each database. */
  readonly natsStream: string;
  /** Servers of the NATS cluster that keep each event until it is counted. */
  readonly natsReplicas: number;
  /** Calendar months for which events are kept, but for the running one. */
  readonly eventsKeptMonths: number;
  readonly rateLimitEnabled: boolean;
  /** Keys that seal secrets, 32 bytes each, the current one first; empty for one that is made in the data folder. */
  readonly encryptionKeys: readonly Buffer[];
  /** Name of the header in which a trusted proxy says the visitor's country, or null. */
  readonly countryHeader: string | null;
  /** Name of the header in which a trusted proxy says the visitor's address, or null. */
  readonly addressHeader: string | null;
  /** Uses a month of each plan. */
  readonly quotaLimits: { readonly free: number; readonly starter: number; readonly pro: number };
  /** Where who has used the month's quota finds a larger plan. */
  readonly upgradeUrl: string;
  /** How payment providers and webhooks are reached. */
  readonly providers: ProviderSettings;
  /** Port of `/metrics`; null for none. */
  readonly metricsPort: number | null;
  /** Address of an OpenTelemetry collector that takes OTLP over HTTP, or null for no traces. */
  readonly tracesEndpoint: string | null;
  /** Address under which people reach the server; null for the one that it listens on. */
  readonly publicUrl: string | null;
  /** Signs the sessions of people, and nothing else; null for one that is made in the data folder. */
  readonly sessionSecret: string | null;
  /** Who may bring a tenant of their own: anybody, who has a link, or nobody. */
  readonly signUp: "open" | "invited" | "closed";
  /** A provider of identities by which people may sign in, or null. */
  readonly singleSignOn: SingleSignOn | null;
  /** This server's licence, or null. */
  readonly license: ConfiguredLicense | null;
  /** Signs the licences of tenants that sign up, in PEM; null signs none. */
  readonly licensePrivateKey: string | null;
  /** Whether weak set-ups are refused: `NODE_ENV=production`. */
  readonly isProduction: boolean;
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

/** Months for which events are kept where nothing else is said. */
export const EVENTS_KEPT_MONTHS = 25;

const limit = z.coerce.number({ error: "use a whole number of uses" }).int().min(0);

/** Keys separated by commas, each 32 bytes in base64 or hexadecimal. */
function readKeys(text: string, context: z.RefinementCtx): Buffer[] {
  return text.split(",").flatMap((part) => {
    const trimmed = part.trim();
    const key = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? "hex" : "base64");
    if (key.length === 32 && new Set(key).size > 8) return [key];
    context.addIssue({
      code: "custom",
      message: "use 32 random bytes in base64, such as `openssl rand -base64 32` prints",
    });
    return [];
  });
}

/** Origins separated by commas. */
function readOrigins(text: string, context: z.RefinementCtx): string[] {
  const origins = text.split(",").flatMap((part) => part.trim() || []);
  for (const origin of origins) {
    if (URL.canParse(origin) && new URL(origin).origin === origin) continue;
    context.addIssue({ code: "custom", message: "use origins such as https://shop.example, without a path" });
  }
  return origins;
}

const environment = z.object({
  PORT: z.coerce.number({ error: "use a port number from 0 to 65535" }).int().min(0).max(65535).default(3001),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  MIGRATION_DATABASE_URL: url(["postgres:", "postgresql:"]).optional(),
  PRICEWRIGHT_DATA: z.string().min(1).default("./.pricewright"),
  REDIS_URL: url(["redis:", "rediss:"]).optional(),
  NATS_URL: z
    .string()
    .refine(
      (text) =>
        text
          .split(",")
          .every((part) => ["nats:", "tls:"].some((protocol) => part.trim().startsWith(`${protocol}//`))) &&
        text.split(",").every((part) => URL.canParse(part.trim())),
      "use addresses that start with nats:// or tls://, separated by commas",
    )
    .optional(),
  NATS_STREAM: z
    .string()
    .regex(/^[\w-]{1,64}$/, "use up to 64 letters, digits, _ and -")
    .default("pricewright-events"),
  NATS_REPLICAS: z.coerce.number({ error: "use 1, 3 or 5" }).int().min(1).max(5).default(1),
  API_KEY_ENCRYPTION_KEY: z.string().transform(readKeys).optional(),
  API_KEY_ENCRYPTION_KEYS: z.string().transform(readKeys).optional(),
  TRUSTED_COUNTRY_HEADER: z
    .string()
    .regex(/^[\w-]+$/, "use the name of one header, such as cf-ipcountry")
    .optional(),
  TRUSTED_ADDRESS_HEADER: z
    .string()
    .regex(/^[\w-]+$/, "use the name of one header, such as x-real-ip")
    .optional(),
  FREE_TIER_LIMIT: limit.default(1000),
  STARTER_TIER_LIMIT: limit.default(10_000),
  PRO_TIER_LIMIT: limit.default(100_000),
  UPGRADE_URL: url(["https:", "http:"]).optional(),
  EVENTS_KEPT_MONTHS: z.coerce
    .number({ error: "use a whole number of months" })
    .int()
    .min(4, "use 4 months or more, for events may come 90 days late")
    .max(1200)
    .default(EVENTS_KEPT_MONTHS),
  RATE_LIMIT_ENABLED: z.enum(["true", "false"], { error: 'use "true" or "false"' }).default("true"),
  PUBLIC_URL: url(["https:", "http:"])
    .refine((text) => !URL.canParse(text) || new URL(text).pathname === "/", "use an address without a path")
    .optional(),
  JWT_SECRET: z.string().min(32, "use 32 characters or more, such as `openssl rand -base64 32` prints").optional(),
  SIGN_UP: z.enum(["open", "invited", "closed"], { error: 'use "open", "invited" or "closed"' }).default("closed"),
  OIDC_ISSUER: url(["https:", "http:"]).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  LICENSE: z.string().transform(readText).optional(),
  LICENSE_PUBLIC_KEY: z.string().transform(readText).optional(),
  LICENSE_PRIVATE_KEY: z.string().transform(readText).optional(),
  METRICS_PORT: z.coerce.number({ error: "use a port number from 0 to 65535" }).int().min(0).max(65535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url(["http:", "https:"]).optional(),
  NODE_ENV: z.string().optional(),
  CORS_ORIGINS: z.string().transform(readOrigins).default([]),
  ...PROVIDER_VARIABLES,
  LOG_LEVEL: z.enum(LEVELS, { error: `use one of ${LEVELS.join(", ")}` }).default("info"),
});

/** Names of the variables that are read. OpenTelemetry's own package reads those after the schema's. */
export const VARIABLES: readonly string[] = [
  ...Object.keys(environment.shape),
  "OTEL_EXPORTER_OTLP_HEADERS",
  "OTEL_SERVICE_NAME",
];

/** Passwords that come with examples. */
const DEFAULT_PASSWORDS: readonly string[] = [
  "postgres",
  "password",
  "pricewright",
  "changeme",
  "secret",
  "admin",
  "root",
];

/** Variables that say something only together. */
const TOGETHER = [
  ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"],
  ["LICENSE", "LICENSE_PUBLIC_KEY"],
] as const;

function findMissing(variables: Readonly<Record<string, string | undefined>>) {
  const migrated = variables.MIGRATION_DATABASE_URL !== undefined && variables.DATABASE_URL === undefined;
  const alone = { path: ["DATABASE_URL"], message: "is needed beside MIGRATION_DATABASE_URL" };
  return [...(migrated ? [alone] : []), ...findParted(variables)];
}

function findParted(variables: Readonly<Record<string, string | undefined>>) {
  return TOGETHER.flatMap((names) => {
    const missing = names.filter((name) => variables[name] === undefined);
    // The key may be there for others to verify with; a licence without it says nothing.
    if (missing.length === names.length || (names[0] === "LICENSE" && missing[0] === "LICENSE")) return [];
    return missing.map((name) => ({
      path: [name],
      message: `is needed beside ${names.filter((other) => other !== name).join(" and ")}`,
    }));
  });
}

/** What may do on a desk and not in production, as zod words its problems. */
function findWeakness(variables: Readonly<Record<string, string | undefined>>) {
  const { NODE_ENV, DATABASE_URL = "", API_KEY_ENCRYPTION_KEY, API_KEY_ENCRYPTION_KEYS } = variables;
  if (NODE_ENV !== "production") return [];
  const problems: { readonly path: readonly string[]; readonly message: string }[] = [];
  const add = (name: string, message: string) => problems.push({ path: [name], message });
  if (DATABASE_URL && !API_KEY_ENCRYPTION_KEY)
    add(
      "API_KEY_ENCRYPTION_KEY",
      "production on PostgreSQL needs a key of its own, the same for every server; make one with `openssl rand -base64 32`",
    );
  for (const [name, keys] of Object.entries({ API_KEY_ENCRYPTION_KEY, API_KEY_ENCRYPTION_KEYS }))
    if (keys?.split(",").some(isTyped))
      add(name, "the key is text that somebody typed; make one with `openssl rand -base64 32`");
  const { JWT_SECRET, PUBLIC_URL = "" } = variables;
  if (DATABASE_URL && !JWT_SECRET)
    add(
      "JWT_SECRET",
      "production on PostgreSQL needs a secret of its own, the same for every server; make one with `openssl rand -base64 32`",
    );
  if (JWT_SECRET && isWeakSecret(JWT_SECRET))
    add("JWT_SECRET", "the secret can be guessed; make one with `openssl rand -base64 32`");
  if (PUBLIC_URL.startsWith("http:") && !["localhost", "127.0.0.1"].includes(new URL(PUBLIC_URL).hostname))
    add("PUBLIC_URL", "people sign in with passwords and cookies; use https");
  const { REDIS_URL = "", MIGRATION_DATABASE_URL = "" } = variables;
  const addresses = { DATABASE_URL, MIGRATION_DATABASE_URL, REDIS_URL };
  const servers = (variables.NATS_URL ?? "").split(",").map((server) => ["NATS_URL", server.trim()] as const);
  for (const [name, address] of [...Object.entries(addresses), ...servers])
    if (URL.canParse(address) && DEFAULT_PASSWORDS.includes(new URL(address).password.toLowerCase()))
      add(name, "the password is one that everybody knows; give the role another");
  return problems;
}

/** Whether a key's bytes are all letters, digits and signs: of 32 random bytes that is so once in 10^13. */
function isTyped(key: string): boolean {
  const trimmed = key.trim();
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? "hex" : "base64");
  return bytes.length === 32 && bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

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
  const problems = [
    ...(parsed.error?.issues ?? []),
    ...findMissing(set),
    ...findWeakness(set),
    ...findProviderProblems(set),
  ];
  if (!parsed.success || problems.length > 0) {
    // Values are not repeated: they may hold passwords.
    const lines = problems.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new ConfigurationError(`The configuration cannot be used:\n${lines.join("\n")}`);
  }
  const { data } = parsed;
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL ?? null,
    migrationDatabaseUrl: data.MIGRATION_DATABASE_URL ?? null,
    dataFolder: data.PRICEWRIGHT_DATA,
    redisUrl: data.REDIS_URL ?? null,
    natsUrl: data.NATS_URL ?? null,
    natsStream: data.NATS_STREAM,
    natsReplicas: data.NATS_REPLICAS,
    encryptionKeys: [...(data.API_KEY_ENCRYPTION_KEY ?? []), ...(data.API_KEY_ENCRYPTION_KEYS ?? [])],
    countryHeader: data.TRUSTED_COUNTRY_HEADER ?? null,
    addressHeader: data.TRUSTED_ADDRESS_HEADER ?? null,
    quotaLimits: { free: data.FREE_TIER_LIMIT, starter: data.STARTER_TIER_LIMIT, pro: data.PRO_TIER_LIMIT },
    // Without one, the server's own page.
    upgradeUrl: data.UPGRADE_URL ?? "/",
    eventsKeptMonths: data.EVENTS_KEPT_MONTHS,
    rateLimitEnabled: data.RATE_LIMIT_ENABLED === "true",
    providers: toProviderSettings(data),
    metricsPort: data.METRICS_PORT ?? null,
    tracesEndpoint: data.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    publicUrl: data.PUBLIC_URL?.replace(/\/$/, "") ?? null,
    sessionSecret: data.JWT_SECRET ?? null,
    signUp: data.SIGN_UP,
    singleSignOn:
      data.OIDC_ISSUER && data.OIDC_CLIENT_ID && data.OIDC_CLIENT_SECRET
        ? { issuer: data.OIDC_ISSUER, clientId: data.OIDC_CLIENT_ID, clientSecret: data.OIDC_CLIENT_SECRET }
        : null,
    license:
      data.LICENSE && data.LICENSE_PUBLIC_KEY ? { token: data.LICENSE, publicKey: data.LICENSE_PUBLIC_KEY } : null,
    licensePrivateKey: data.LICENSE_PRIVATE_KEY ?? null,
    isProduction: data.NODE_ENV === "production",
    corsOrigins: data.CORS_ORIGINS,
    logLevel: data.LOG_LEVEL,
  };
}
