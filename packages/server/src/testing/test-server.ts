import { randomBytes } from "node:crypto";
import { type Logger, pino } from "pino";
import { createApp } from "../app.ts";
import { createServices } from "../create-services.ts";
import type { Scope } from "../database/database.ts";
import { apiKeys, tenants } from "../database/schema/index.ts";
import type { EventStream } from "../event-stream/event-stream.ts";
import { generateApiKey, hashApiKey } from "../keys/api-key.ts";
import { KEY_SCOPES } from "../keys/principal.ts";
import type { ConfiguredLicense } from "../licenses/license-status.ts";
import { NO_RATE_LIMITS, type RateLimits } from "../limits/rate-limits.ts";
import type { Mail } from "../mail/mailer.ts";
import type { SingleSignOn } from "../people/single-sign-on.ts";
import type { OnPurchase } from "../provider-webhooks/on-purchase.ts";
import type { ProviderSettings } from "../providers/provider-settings.ts";
import { namedKey } from "../secrets/master-keys.ts";
import type { Services } from "../services.ts";
import type { Provisioner } from "../tenants/provisioner.ts";
import { newRoot } from "../tenants/tenant-secrets.ts";
import { traceDatabase } from "../tracing/trace-database.ts";
import { NO_TRACING, type Tracing } from "../tracing/tracing.ts";
import { openTestDatabase, type TestDatabase } from "./open-test-database.ts";

/** What an answer said. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** A caller with keys of its own; no other tenant's rows exist for it. */
export interface TestTenant {
  readonly scope: Scope;
  readonly secretKey: string;
  readonly publishableKey: string;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body: unknown) => Promise<Answer>;
}

/** The app on a real database, called without a port. */
export interface TestServer extends TestDatabase {
  readonly app: ReturnType<typeof createApp>;
  readonly services: Services;
  /** What was sent, in this order. */
  readonly mails: readonly Mail[];
  readonly call: (
    method: string,
    path: string,
    options?: { key?: string; body?: unknown; headers?: Record<string, string> },
  ) => Promise<Answer>;
  readonly newTenant: (environment?: Scope["environment"], tenantId?: string) => Promise<TestTenant>;
}

/** Starts a server for the tests of one file. */
export async function startTestServer({
  limits = NO_RATE_LIMITS,
  clock = () => new Date(),
  log = pino({ level: "silent" }),
  creditClock,
  providers,
  onPurchase,
  singleSignOn = null,
  signUp = "open",
  licensePrivateKey = null,
  publicUrl = "http://localhost",
  provisioner,
  license = null,
  tracing = NO_TRACING,
  localDashboard = true,
  eventStream,
}: {
  localDashboard?: boolean;
  eventStream?: EventStream;
  license?: ConfiguredLicense | null;
  tracing?: Tracing;
  singleSignOn?: SingleSignOn | null;
  signUp?: Services["signUp"];
  licensePrivateKey?: string | null;
  publicUrl?: string;
  provisioner?: Provisioner;
  limits?: RateLimits;
  clock?: () => Date;
  log?: Logger;
  creditClock?: () => Date;
  providers?: ProviderSettings;
  onPurchase?: OnPurchase;
} = {}): Promise<TestServer> {
  const opened = await openTestDatabase();
  const database = tracing === NO_TRACING ? opened.database : traceDatabase(opened.database, tracing);
  const mails: Mail[] = [];
  const masterKeys = [namedKey(randomBytes(32))];
  const services = createServices({
    database,
    masterKeys,
    limits,
    log,
    clock,
    creditClock,
    localDashboard,
    ...(providers ? { providers } : {}),
    ...(onPurchase ? { onPurchase } : {}),
    corsOrigins: ["https://shop.example"],
    countryHeader: "x-country",
    addressHeader: "x-address",
    upgradeUrl: "https://shop.example/plans",
    signIn: {
      publicUrl: () => publicUrl,
      secret: randomBytes(32).toString("base64url"),
      mailer: { send: async (mail) => void mails.push(mail) },
    },
    signUp,
    singleSignOn,
    licensePrivateKey,
    license,
    tracing,
    ...(eventStream ? { eventStream } : {}),
    ...(provisioner ? { provisioner } : {}),
    quotaLimits: { free: 1000, starter: 10_000, pro: 100_000 },
  });
  const app = createApp(services);
  const call: TestServer["call"] = async (method, path, { key, body, headers = {} } = {}) => {
    const response = await app.request(path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== "" ? JSON.parse(text) : text,
    };
  };
  let tenantCount = 0;
  return {
    ...opened,
    mails,
    app,
    services,
    call,
    newTenant: async (environment = "test", tenantId = `tenant-${++tenantCount}`) => {
      const scope: Scope = { tenantId, environment };
      const secretKey = generateApiKey({ kind: "secret", environment });
      const publishableKey = generateApiKey({ kind: "publishable", environment });
      await database.inScope(scope, async (queries) => {
        await queries
          .insert(tenants)
          .values({ tenantId, name: tenantId, root: newRoot(tenantId, masterKeys) })
          .onConflictDoNothing();
        await queries.insert(apiKeys).values([
          {
            ...scope,
            id: "secret",
            kind: "secret",
            name: "secret",
            scopes: [...KEY_SCOPES],
            origins: [],
            hash: hashApiKey(secretKey),
            lastFour: secretKey.slice(-4),
          },
          {
            ...scope,
            id: "publishable",
            kind: "publishable",
            name: "publishable",
            scopes: [],
            origins: [],
            hash: hashApiKey(publishableKey),
            lastFour: publishableKey.slice(-4),
          },
        ]);
      });
      return {
        scope,
        secretKey,
        publishableKey,
        get: (path) => call("GET", path, { key: secretKey }),
        post: (path, body) => call("POST", path, { key: secretKey, body }),
      };
    },
  };
}
