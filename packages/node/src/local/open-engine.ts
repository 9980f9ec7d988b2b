import { openBook } from "./book/open-book.ts";
import { localCredits } from "./credits/local-credits.ts";
import type { Engine } from "./engine.ts";
import { evaluateLocally } from "./evaluate-locally.ts";
import type { LocalOptions } from "./local-options.ts";
import { createLocalSecrets } from "./local-secrets.ts";
import { storePayments } from "./payments/store-payments.ts";
import { checkOut } from "./quotes/check-out.ts";
import { verifyLocally } from "./quotes/verify-locally.ts";
import { readResults } from "./read-results.ts";
import { identifyLocally } from "./units/identify-locally.ts";
import { takeEvents } from "./units/take-events.ts";

/** Everything that local mode can be asked, to be loaded at once. */
export const localParts = {
  checkOut,
  evaluateLocally,
  identifyLocally,
  localCredits,
  readResults,
  storePayments,
  takeEvents,
  verifyLocally,
} as const;

/** What {@link localParts} holds. */
export type LocalParts = typeof localParts;

/**
 * Derives the keys and brings the store up to what the app says it sells and tests.
 *
 * @throws PricewrightError `invalid-experiments`, `experiment-changed`.
 */
export async function openEngine(options: LocalOptions, signingKeys: readonly string[]): Promise<Engine> {
  const { catalog, experiments = [], store, tenant = "local", environment = "test", withdrawn = {} } = options;
  const clock = options.clock ?? (() => new Date());
  const secrets = createLocalSecrets({ signingKeys, tenant, environment });
  const book = await openBook({
    store,
    catalog,
    experiments,
    withdrawn: new Map(Object.entries(withdrawn)),
    saltOf: secrets.saltOf,
    now: clock(),
  });
  return {
    store,
    book,
    secrets,
    tenant,
    environment,
    clock,
    provider: options.provider ?? null,
    costTables: options.costTables ?? [],
    planOf: options.planOf ?? (() => null),
  };
}
