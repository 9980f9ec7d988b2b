import type { BrowserAnswer, BrowserClient, BrowserClientOptions, BrowserEvaluateOptions } from "./browser-client.ts";
import { createRouteClient } from "./create-route-client.ts";
import { postJson } from "./post-json.ts";
import { sendEvents } from "./send-events.ts";
import { forgetVisitor, keepVisitor, readVisitor } from "./visitor-cookie.ts";

/**
 * Connects a page to a Pricewright server, with a key that anybody may read. Touches nothing of the browser until it is used.
 *
 * @example
 * const client = createBrowserClient({ publishableKey: "pw_pk_test_...", baseUrl: "https://prices.example.com" });
 * const { pricing, quote } = await client.evaluate();
 */
export function createBrowserClient(options: BrowserClientOptions): BrowserClient {
  const { publishableKey: key, baseUrl, events = "route", checkout, ...rest } = options;
  const send = (waiting: Parameters<typeof sendEvents>[1]) => sendEvents(`${baseUrl}/v1/events`, waiting, key);
  const client = createRouteClient({ ...rest, ...(events === "server" && { send }) });
  let isStored = rest.storage !== "none";
  let evaluating: Promise<unknown> = Promise.resolve();
  /** What was shown on this page before the visitor agreed to storage. It stays theirs when they do. */
  let unkept: ShownVisitor | null = null;

  const ask = async (asked: BrowserEvaluateOptions): Promise<BrowserAnswer> => {
    const url = `${baseUrl}/v1/evaluate`;
    if (!isStored) {
      const answer = await postJson<BrowserAnswer & ShownVisitor>(url, { ...asked, hasIdentity: false }, key);
      unkept = answer;
      return answer;
    }
    const known = readVisitor();
    const before = known === null ? unkept : { unit: { kind: "visitor", id: known } };
    try {
      const { unit, frozen } = before ?? {};
      const answer = await postJson<BrowserAnswer & ShownVisitor>(url, { ...asked, unit, frozen }, key);
      // Another tab may have become a visitor meanwhile, or the visitor may have taken their consent back.
      if (!isStored || readVisitor() !== known) return ask(asked);
      keepVisitor(answer.unit.id);
      return answer;
    } catch (error) {
      if (before === null || (error as { readonly code?: unknown }).code !== "unknown-visitor") throw error;
      forgetVisitor();
      unkept = null;
      return ask(asked);
    }
  };

  return {
    ...client,
    // One after the other, so that a new visitor becomes one visitor.
    evaluate: (asked = {}) => {
      const answer = evaluating.then(() => ask(asked));
      evaluating = answer.catch(() => {});
      return answer;
    },
    ...(checkout && {
      checkoutUrl: null,
      checkout: async (selection) => {
        void client.flush();
        const sent = { ...selection, ...checkout, visitor: readVisitor() };
        return (await postJson<{ readonly url: string }>(`${baseUrl}/v1/checkouts`, sent, key)).url;
      },
    }),
    setStorage: (allowed) => {
      isStored = allowed === "browser";
      client.setStorage(allowed);
      if (!isStored) forgetVisitor();
    },
  };
}

/** A visitor, and signed records of what they were shown. */
interface ShownVisitor {
  readonly unit: { readonly kind: string; readonly id: string };
  readonly frozen?: readonly string[];
}
