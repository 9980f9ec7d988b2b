import type { EvaluateResponse, PricingEvent, TrackResponse } from "@pricewright/core/api";
import { internalUnits } from "@pricewright/core/evaluation";
import type { AccountCommands } from "../credits/account-commands.ts";
import type { EvaluateOptions } from "../pricing/evaluate-options.ts";
import type { Pricing } from "../pricing/pricing.ts";
import type { PricingUnit } from "../pricing/pricing-unit.ts";
import type { PaymentStore } from "../webhooks/payment-store.ts";
import { openBook } from "./book/open-book.ts";
import { localCredits } from "./credits/local-credits.ts";
import type { Engine } from "./engine.ts";
import { evaluateLocally } from "./evaluate-locally.ts";
import { issuePreview } from "./issue-preview.ts";
import type { LocalOptions } from "./local-options.ts";
import { createLocalSecrets } from "./local-secrets.ts";
import { storePayments } from "./payments/store-payments.ts";
import { checkOut } from "./quotes/check-out.ts";
import { verifyLocally } from "./quotes/verify-locally.ts";
import { readResults } from "./read-results.ts";
import { identifyLocally } from "./units/identify-locally.ts";
import { keepInternalUnits } from "./units/keep-internal-units.ts";
import { takeEvents } from "./units/take-events.ts";

/** What local mode can be asked once its store is up to date. */
export interface OpenedLocal
  extends Pick<Pricing, "verifyQuote" | "issuePreview" | "identify" | "results" | "checkout"> {
  readonly evaluate: (unit: PricingUnit, options?: EvaluateOptions) => Promise<EvaluateResponse>;
  readonly takeEvents: (events: readonly PricingEvent[]) => Promise<TrackResponse>;
  readonly credits: (account: string) => AccountCommands;
  readonly payments: PaymentStore;
}

/**
 * Derives the keys and brings the store up to what the app says it sells and tests.
 *
 * @throws PricewrightError `invalid-experiments`, `experiment-changed`.
 */
export async function openLocal(options: LocalOptions, signingKeys: readonly string[]): Promise<OpenedLocal> {
  const {
    catalog,
    experiments = catalog.experiments ?? [],
    store,
    tenant = "local",
    environment = "test",
    withdrawn = {},
    internal = [],
  } = options;
  const clock = options.clock ?? (() => new Date());
  const secrets = createLocalSecrets({ signingKeys, tenant, environment });
  const book = await openBook({
    store,
    catalog,
    experiments,
    withdrawn: new Map(Object.entries(withdrawn)),
    internal: internalUnits(internal),
    saltOf: secrets.saltOf,
    now: clock(),
  });
  await keepInternalUnits(store, book, internal);
  const engine: Engine = {
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
  return {
    evaluate: (unit, evaluateOptions) => evaluateLocally(engine, unit, evaluateOptions),
    verifyQuote: (quote, holder) => verifyLocally(engine, quote, holder),
    issuePreview: async (experiment) => issuePreview(engine, experiment),
    identify: (link) => identifyLocally(engine, link),
    takeEvents: (events) => takeEvents(engine, events),
    credits: (account) => localCredits(engine, account),
    results: (experiment) => readResults(engine, experiment),
    checkout: (checkout) => checkOut(engine, checkout),
    payments: storePayments(store),
  };
}
