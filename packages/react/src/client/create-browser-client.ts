import type { BrowserAnswer, BrowserClient, BrowserClientOptions, BrowserEvaluateOptions } from "./browser-client.ts";
import { createEventQueue } from "./event-queue.ts";
import { postJson } from "./post-json.ts";
import { sendEvents } from "./send-events.ts";
import { forgetVisitor, keepVisitor, readVisitor } from "./visitor-cookie.ts";

/**
 * Connects a page to your app's own routes, or with a publishable key to a Pricewright server. Touches nothing of the
 * browser until it is used, so it may be made anywhere.
 *
 * @example
 * const client = createBrowserClient({ publishableKey: "pw_pk_test_...", baseUrl: "https://prices.example.com" });
 * const { pricing, quote } = await client.evaluate();
 */
export function createBrowserClient(options: BrowserClientOptions = {}): BrowserClient {
  const { route = "/pw", publishableKey: key, baseUrl = "", events = "route", checkout } = options;
  let storage = options.storage ?? "browser";
  const isStored = () => storage === "browser";
  let evaluating: Promise<unknown> = Promise.resolve();
  const toServer = key !== undefined && events === "server";
  const queue = createEventQueue({
    isStored,
    send: (waiting) =>
      sendEvents(toServer ? `${baseUrl}/v1/events` : `${route}/events`, waiting, toServer ? key : undefined),
  });

  const ask = async (asked: BrowserEvaluateOptions): Promise<BrowserAnswer> => {
    if (!isStored()) return postJson(`${baseUrl}/v1/evaluate`, { ...asked, hasIdentity: false }, key);
    const known = readVisitor();
    const unit = known === null ? {} : { unit: { kind: "visitor", id: known } };
    try {
      const answer = await postJson<BrowserAnswer & Visitor>(`${baseUrl}/v1/evaluate`, { ...asked, ...unit }, key);
      // Another tab may have become a visitor meanwhile, or the visitor may have taken their consent back.
      if (readVisitor() !== known || !isStored()) return ask(asked);
      keepVisitor(answer.unit.id);
      return answer;
    } catch (error) {
      if (known === null || (error as { readonly code?: unknown }).code !== "unknown-visitor") throw error;
      forgetVisitor();
      return ask(asked);
    }
  };

  return {
    // One after the other, so that a new visitor becomes one visitor.
    evaluate: (asked = {}) => {
      const answer = evaluating.then(() =>
        key === undefined ? postJson<BrowserAnswer>(`${route}/evaluate`, asked) : ask(asked),
      );
      evaluating = answer.catch(() => {});
      return answer;
    },
    hasReported: queue.has,
    report: ({ id, experiment, shown, quote }) => {
      const occurredAt = new Date().toISOString();
      if (quote !== null)
        queue.add({ type: "quoted-exposure", id, occurredAt, quote, shown, experiments: [experiment] });
    },
    flush: queue.flush,
    checkoutUrl: key !== undefined && checkout ? null : `${route}/checkout`,
    checkout: async (selection) => {
      void queue.flush();
      if (key === undefined || !checkout)
        return (await postJson<{ readonly url: string }>(`${route}/checkout`, selection)).url;
      const sent = { ...selection, ...checkout, visitor: readVisitor() ?? undefined };
      return (await postJson<{ readonly url: string }>(`${baseUrl}/v1/checkouts`, sent, key)).url;
    },
    setStorage: (allowed) => {
      storage = allowed;
      if (allowed === "browser") return;
      queue.forget();
      forgetVisitor();
    },
    start: queue.start,
  };
}

interface Visitor {
  readonly unit: { readonly id: string };
}
