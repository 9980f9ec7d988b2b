import type { Logger } from "pino";
import type { CreditCommands } from "./credits/run-commands.ts";
import type { Database } from "./database/database.ts";
import type { EventStream } from "./event-stream/event-stream.ts";
import type { EventStore } from "./events/event-store.ts";
import type { LimitNewUnits } from "./events/limit-new-units.ts";
import type { PricingCache } from "./experiments/pricing-cache.ts";
import type { Work } from "./jobs/work.ts";
import type { KeyCache } from "./keys/key-cache.ts";
import type { ConfiguredLicense } from "./licenses/license-status.ts";
import type { RateLimits } from "./limits/rate-limits.ts";
import type { ConfigChanges } from "./local-evaluation/config-changes.ts";
import type { Metrics } from "./metrics/metrics.ts";
import type { People } from "./people/people.ts";
import type { OnPurchase } from "./provider-webhooks/on-purchase.ts";
import type { ProviderCalls } from "./providers/provider-calls.ts";
import type { ProviderSettings } from "./providers/provider-settings.ts";
import type { Quotas } from "./quotas/quotas.ts";
import type { MasterKey } from "./secrets/seal.ts";
import type { Provisioner } from "./tenants/provisioner.ts";
import type { SecretsInMemory } from "./tenants/tenant-secrets.ts";
import type { Tracing } from "./tracing/tracing.ts";
import type { FrozenStore } from "./units/frozen-store.ts";

/** What routes work with; made once at start. */
export interface Services {
  readonly database: Database;
  readonly pricing: PricingCache;
  readonly credits: CreditCommands;
  /** The time of commands to credits, where it is not the database's. */
  readonly creditClock: (() => Date) | undefined;
  /** A tenant's secrets. */
  readonly secretsOf: SecretsInMemory["secretsOf"];
  readonly forgetSecretsOf: SecretsInMemory["forgetSecretsOf"];
  readonly keys: KeyCache;
  readonly configChanges: ConfigChanges;
  readonly frozen: FrozenStore;
  readonly eventStore: EventStore;
  readonly limitNewUnits: LimitNewUnits;
  readonly quotas: Quotas;
  readonly providers: ProviderSettings;
  /** Counts requests to providers with tenants' own keys. */
  readonly providerCalls: ProviderCalls;
  /** What is done when something was bought. */
  readonly onPurchase: OnPurchase;
  /** Wakes up the one who processes webhooks. */
  readonly work: Work;
  /** Who can sign in, and who is. */
  readonly people: People;
  /** Who may bring a tenant of their own. */
  readonly signUp: "open" | "invited" | "closed";
  /** Makes the places of tenants that sign up. */
  readonly provisioner: Provisioner;
  /** This server's own licence. */
  readonly license: ConfiguredLicense | null;
  /** Keys that seal what is secret. */
  readonly masterKeys: readonly MasterKey[];
  /** Calendar months for which events are kept, but for the running one. */
  readonly eventsKeptMonths: number;
  readonly countryHeader: string | null;
  readonly addressHeader: string | null;
  /** Where a larger plan is to be had. */
  readonly upgradeUrl: string;
  readonly limits: RateLimits;
  /** Where events wait to be counted. */
  readonly eventStream: EventStream;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Whether the server is ending: it answers, and wants no new callers. */
  readonly isDraining: () => boolean;
  readonly log: Logger;
  /** The time now. */
  readonly clock: () => Date;
  /** Whether pages of this machine's own dashboard may read without a key. */
  readonly localDashboard: boolean;
  readonly corsOrigins: readonly string[];
}
