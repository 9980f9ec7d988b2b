import type { Logger } from "pino";
import type { Database } from "./database/database.ts";
import type { PricingCache } from "./experiments/pricing-cache.ts";
import type { RateLimits } from "./limits/rate-limits.ts";

/** What routes work with; made once at start. */
export interface Services {
  readonly database: Database;
  readonly pricing: PricingCache;
  readonly limits: RateLimits;
  readonly log: Logger;
  /** The time now. */
  readonly clock: () => Date;
  /** Whether pages of this machine's own dashboard may read without a key. */
  readonly localDashboard: boolean;
  readonly corsOrigins: readonly string[];
}
