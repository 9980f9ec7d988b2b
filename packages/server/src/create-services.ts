import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { type Configuration, EVENTS_KEPT_MONTHS } from "./configuration/configuration.ts";
import { createOnPurchase } from "./credits/on-purchase.ts";
import { createCreditCommands } from "./credits/run-commands.ts";
import type { Database } from "./database/database.ts";
import { type EventStream, NO_EVENT_STREAM } from "./event-stream/event-stream.ts";
import { createEventStore } from "./events/event-store.ts";
import { createNewUnitLimit } from "./events/limit-new-units.ts";
import { createPricingCache } from "./experiments/pricing-cache.ts";
import { createWork } from "./jobs/work.ts";
import { createKeyCache } from "./keys/key-cache.ts";
import type { RateLimits } from "./limits/rate-limits.ts";
import { createConfigChanges } from "./local-evaluation/config-changes.ts";
import { logMailer, type Mailer } from "./mail/mailer.ts";
import { type Metrics, NO_METRICS } from "./metrics/metrics.ts";
import { createPeople } from "./people/people.ts";
import type { OnPurchase } from "./provider-webhooks/on-purchase.ts";
import { createProviderCalls } from "./providers/provider-calls.ts";
import { NO_PLATFORM_KEYS, type ProviderSettings } from "./providers/provider-settings.ts";
import { createQuotas } from "./quotas/quotas.ts";
import type { MasterKey } from "./secrets/seal.ts";
import type { Services } from "./services.ts";
import { type Provisioner, sharedDatabaseProvisioner } from "./tenants/provisioner.ts";
import { createTenantSecrets } from "./tenants/tenant-secrets.ts";
import { NO_TRACING, type Tracing } from "./tracing/tracing.ts";
import { createFrozenStore } from "./units/frozen-store.ts";

/** What {@link createServices} puts together. */
export interface CreateServicesInput
  extends Pick<Configuration, "countryHeader" | "addressHeader" | "upgradeUrl" | "quotaLimits" | "corsOrigins">,
    Partial<Pick<Configuration, "signUp" | "singleSignOn" | "license" | "licensePrivateKey" | "eventsKeptMonths">> {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  readonly limits: RateLimits;
  readonly log: Logger;
  readonly clock: () => Date;
  readonly localDashboard: boolean;
  /** @default the database's clock, read under an account's lock */
  readonly creditClock?: (() => Date) | undefined;
  /** @default sessions that end with the process, and mail that goes to the log */
  readonly signIn?: {
    /** Address of the server, known once it listens. */
    readonly publicUrl: () => string;
    /** Signs sessions. */
    readonly secret: string;
    /** @default the log */
    readonly mailer?: Mailer;
  };
  /** @default a place in the shared database */
  readonly provisioner?: Provisioner;
  /** @default none: events are counted before they are acknowledged */
  readonly eventStream?: EventStream;
  /** @default metrics that nobody reads */
  readonly metrics?: Metrics;
  /** @default traces that nobody reads */
  readonly tracing?: Tracing;
  /** @default no keys of the platform's own */
  readonly providers?: ProviderSettings;
  /** @default gives the credits that were bought */
  readonly onPurchase?: OnPurchase;
  /** @default never */
  readonly isDraining?: () => boolean;
}

/** Everything that routes work with. */
export function createServices({
  quotaLimits,
  licensePrivateKey = null,
  singleSignOn = null,
  signUp = "closed",
  license = null,
  eventsKeptMonths = EVENTS_KEPT_MONTHS,
  signIn: { publicUrl, secret, mailer } = {
    publicUrl: () => "http://localhost",
    secret: randomBytes(32).toString("hex"),
  },
  eventStream = NO_EVENT_STREAM,
  metrics = NO_METRICS,
  tracing = NO_TRACING,
  providers = NO_PLATFORM_KEYS,
  isDraining = () => false,
  creditClock,
  onPurchase = createOnPurchase(creditClock),
  ...input
}: CreateServicesInput): Services {
  const { database, masterKeys, clock, log } = input;
  const pricing = createPricingCache(database, clock, metrics);
  const { secretsOf, forgetSecretsOf } = createTenantSecrets(database, masterKeys);
  return {
    provisioner: sharedDatabaseProvisioner({ quotaLimits, licensePrivateKey, clock }),
    ...input,
    signUp,
    license,
    eventsKeptMonths,
    people: createPeople({ database, secret, publicUrl, singleSignOn, mailer: mailer ?? logMailer(log) }),
    eventStream,
    metrics,
    tracing,
    providers,
    providerCalls: createProviderCalls(database, clock),
    onPurchase,
    work: createWork(),
    isDraining,
    pricing,
    credits: createCreditCommands({ database, pricing, secretsOf, clock: creditClock }),
    creditClock,
    configChanges: createConfigChanges(database, pricing.forget),
    secretsOf,
    forgetSecretsOf,
    keys: createKeyCache(database, clock, metrics),
    frozen: createFrozenStore(database, metrics),
    eventStore: createEventStore(database),
    limitNewUnits: createNewUnitLimit({ database, limits: input.limits }),
    quotas: createQuotas(database, quotaLimits, clock),
  };
}
