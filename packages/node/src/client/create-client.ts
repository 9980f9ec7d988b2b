import { isPricewrightError } from "@pricewright/core";
import type { CatalogVersion, TrackResponse } from "@pricewright/core/api";
import type { Catalog } from "@pricewright/core/catalog";
import { createConfigSource } from "../config/config-source.ts";
import { accountCredits } from "../credits/account-credits.ts";
import { remoteCredits } from "../credits/remote-credits.ts";
import { completeEvent } from "../delivery/complete-event.ts";
import { createEventQueue } from "../delivery/event-queue.ts";
import { warnOnce } from "../delivery/lost-events.ts";
import { onTermination } from "../delivery/on-termination.ts";
import { createHttp } from "../http/ask.ts";
import type { NamedExperiment, PricingAnswer } from "../pricing/pricing-answer.ts";
import type { ClientOptions } from "./client-options.ts";
import type { PricingClient } from "./pricing-client.ts";
import { createEvaluation } from "./remote-evaluation.ts";

/**
 * Connects to a Pricewright server, managed or self-hosted. `evaluate` answers while the server is away; every other method
 * that asks the server rejects with a `PricewrightRequestError` whose `code` is the server's and whose `retryable` says
 * whether to try again. Call `close()` at the end: the connection that hears of changes keeps a process alive.
 *
 * @example
 * const pricing = createClient({ apiKey: "pw_sk_test_...", baseUrl: "http://127.0.0.1:3001" });
 * const { assignments, pricing: document, quote } = await pricing.evaluate({ id: "v_123" });
 */
export function createClient<Sold extends Catalog = Catalog, Tested extends NamedExperiment = NamedExperiment>(
  options: ClientOptions<Sold>,
): PricingClient<Sold, Tested> {
  const http = createHttp(options);
  const clock = options.clock ?? (() => new Date());
  const config = createConfigSource({
    http,
    updates: options.configUpdates ?? "stream",
    pollInterval: options.pollInterval ?? 30_000,
    cache: options.configCache,
  });
  const evaluation = createEvaluation({
    http,
    config,
    fallbackCatalog: options.fallbackCatalog,
    timeout: options.evaluateTimeout ?? 2_000,
    rememberFor: options.rememberFor ?? 60_000,
    clock,
    onFallback: options.onFallback ?? printFirst(),
  });
  const queue = createEventQueue({
    // Event ids make a repetition harmless, so this may be tried again.
    send: (events) => http.ask<TrackResponse>("v1/events", { events }),
    capacity: options.queueCapacity ?? 20_000,
    maximumWait: options.maximumWait ?? 1_000,
    onLost: options.onLost ?? warnOnce(),
  });
  let stopListening: (() => void) | null = null;
  const evaluate: PricingClient<Sold, Tested>["evaluate"] = async (unit, evaluateOptions) =>
    (await evaluation.evaluate(unit, evaluateOptions)) as PricingAnswer<Tested>;
  return {
    evaluate,
    pricingDocument: async (unit, evaluateOptions) => (await evaluate(unit, evaluateOptions)).pricing,
    issueQuote: async (unit, evaluateOptions) => (await evaluate(unit, evaluateOptions)).quote,
    verifyQuote: (quote, holder) => http.ask("v1/quotes/verify", { quote, ...holder }),
    issuePreview: (experiment) => http.write(`v1/experiments/${encodeURIComponent(experiment)}/previews`, {}),
    identify: async (link) => {
      try {
        return await http.write("v1/identify", link);
      } finally {
        evaluation.forget({ kind: "visitor", id: link.visitor });
        evaluation.forget({ kind: "account", id: link.account });
      }
    },
    track: (event) => {
      if (options.flushOnTermination !== false) stopListening ??= onTermination(queue.flush);
      const complete = completeEvent(event, clock());
      queue.add(complete);
      return complete.id;
    },
    flush: queue.flush,
    close: async () => {
      stopListening?.();
      config.close();
      await queue.close();
    },
    credits: (account) => accountCredits(remoteCredits(http, account)),
    results: (experiment) => http.read(`v1/experiments/${encodeURIComponent(experiment)}/results`),
    checkout: ({ unit: { kind = "visitor", id }, ...checkout }) =>
      http.write("v1/checkouts", { ...checkout, [kind]: id }),
    publishCatalog: async (catalog, { replaces } = {}) => {
      const publish = (version?: number) =>
        http.write<CatalogVersion>("v1/catalog", catalog, version === undefined ? {} : { "if-match": `"v${version}"` });
      try {
        return await publish(replaces);
      } catch (error) {
        // The list is another than the published one.
        if (!isPricewrightError(error) || error.code !== "if-match-required") throw error;
        return publish((await http.read<CatalogVersion>("v1/catalog")).version);
      }
    },
    createExperiment: (experiment) => http.write("v1/experiments", experiment),
    conclude: ({ key, version }, conclusion) =>
      http.write(`v1/experiments/${encodeURIComponent(key)}/conclude`, conclusion, { "if-match": `"v${version}"` }),
    ready: config.ready,
    delivery: queue.counts,
  };
}

function printFirst(): (error: Error) => void {
  let printed = false;
  return (error) => {
    if (printed) return;
    printed = true;
    console.warn(`Pricewright: prices are shown without the server: ${error.message} Give onFallback to handle this.`);
  };
}
