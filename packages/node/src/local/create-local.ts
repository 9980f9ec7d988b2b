import { PricewrightError } from "@pricewright/core";
import type { Catalog } from "@pricewright/core/catalog";
import { accountCredits } from "../credits/account-credits.ts";
import { completeEvent } from "../delivery/complete-event.ts";
import { createEventQueue } from "../delivery/event-queue.ts";
import { warnOnce } from "../delivery/lost-events.ts";
import { onTermination } from "../delivery/on-termination.ts";
import type { PricingAnswer } from "../pricing/pricing-answer.ts";
import type { LocalExperiment } from "./local-experiment.ts";
import type { LocalOptions } from "./local-options.ts";
import type { LocalPricing } from "./local-pricing.ts";
import type { OpenedLocal } from "./open-local.ts";

/** Characters: 256 bits in base64. */
const SHORTEST_KEY = 32;

/**
 * Prices, experiments and credits in the app's own process, with no server: what `createClient` asks one is decided here, by
 * the same rules, and kept in a store.
 *
 * @throws PricewrightError `invalid-signing-key` for a key that could be guessed. What is wrong with the experiments is said
 * by the first method that is called.
 *
 * @example
 * const pricing = createLocal({ catalog, experiments: [proPrice], store: memoryStore(), signingKey });
 * const { pricing: document, quote } = await pricing.evaluate({ id: "v_123" });
 */
export function createLocal<
  const Sold extends Catalog = Catalog,
  const Tested extends LocalExperiment = LocalExperiment,
>(options: LocalOptions<Sold, Tested>): LocalPricing<Sold, Tested> {
  const signingKeys = typeof options.signingKey === "string" ? [options.signingKey] : options.signingKey;
  if (signingKeys.length === 0 || signingKeys.some((key) => key.length < SHORTEST_KEY))
    throw new PricewrightError(
      "invalid-signing-key",
      `A signing key has at least ${SHORTEST_KEY} characters that nobody can guess. Make one with: openssl rand -base64 32`,
    );
  let opened: Promise<OpenedLocal> | null = null;
  const open = () => {
    // Loaded with the first use: an import of the package alone stays small.
    opened ??= import("./open-local.ts")
      .then(({ openLocal }) => openLocal(options, signingKeys))
      .catch((error: unknown) => {
        // A store that was away may be back by the next call.
        opened = null;
        throw error;
      });
    return opened;
  };
  const queue = createEventQueue({
    send: async (events) => (await open()).takeEvents(events),
    capacity: options.queueCapacity ?? 20_000,
    maximumWait: options.maximumWait ?? 1_000,
    onLost: options.onLost ?? warnOnce(),
  });
  let stopListening: (() => void) | null = null;
  const evaluate: LocalPricing<Sold, Tested>["evaluate"] = async (unit, evaluateOptions) =>
    (await (await open()).evaluate(unit, evaluateOptions)) as PricingAnswer<Tested>;
  return {
    evaluate,
    pricingDocument: async (unit, evaluateOptions) => (await evaluate(unit, evaluateOptions)).pricing,
    issueQuote: async (unit, evaluateOptions) => (await evaluate(unit, evaluateOptions)).quote,
    verifyQuote: async (quote, holder) => (await open()).verifyQuote(quote, holder),
    issuePreview: async (experiment) => (await open()).issuePreview(experiment),
    identify: async (link) => (await open()).identify(link),
    track: (event) => {
      if (options.flushOnTermination !== false) stopListening ??= onTermination(queue.flush);
      const complete = completeEvent(event, options.clock?.() ?? new Date());
      queue.add(complete);
      return complete.id;
    },
    flush: queue.flush,
    close: async () => {
      stopListening?.();
      await queue.close().finally(() => options.store.close());
    },
    credits: (account) => {
      const commands = open().then((local) => local.credits(account));
      // Whoever calls a method is told; who only asked for the account is not.
      commands.catch(() => {});
      return accountCredits({
        balance: async (asked) => (await commands).balance(asked),
        grant: async (grant) => (await commands).grant(grant),
        hold: async (hold) => (await commands).hold(hold),
        settle: async (hold, actual) => (await commands).settle(hold, actual),
        release: async (hold) => (await commands).release(hold),
        charge: async (charge) => (await commands).charge(charge),
        refund: async (refund) => (await commands).refund(refund),
      });
    },
    results: async (experiment) => (await open()).results(experiment),
    checkout: async (checkout) => (await open()).checkout(checkout),
    delivery: queue.counts,
    payments: {
      exclusively: async (work) => (await open()).payments.exclusively(work),
    },
  };
}
