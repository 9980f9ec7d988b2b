import type { BrowserClient, RouteClientOptions } from "./browser-client.ts";
import { createEventQueue } from "./event-queue.ts";
import { postJson } from "./post-json.ts";
import { sendEvents } from "./send-events.ts";

/**
 * Connects a page to your app's own routes, which know the visitor by a cookie that scripts cannot read. Touches nothing of
 * the browser until it is used, so it may be made anywhere. A provider makes one itself.
 *
 * @example
 * const client = createRouteClient({ route: "/billing/pw" });
 */
export function createRouteClient(options: RouteClientOptions = {}): BrowserClient {
  const { route = "/pw", send = (waiting) => sendEvents(`${route}/events`, waiting) } = options;
  let { storage = "browser" } = options;
  const { add, forget, ...queue } = createEventQueue({ isStored: () => storage === "browser", send });
  return {
    ...queue,
    evaluate: (asked = {}) => postJson(`${route}/evaluate`, asked),
    report: ({ id, experiment, shown, quote }) => {
      const occurredAt = new Date().toISOString();
      add({ type: "quoted-exposure", id, occurredAt, quote, shown, experiments: [experiment] });
    },
    checkoutUrl: `${route}/checkout`,
    checkout: async (selection) => {
      void queue.flush();
      return (await postJson<{ readonly url: string }>(`${route}/checkout`, selection)).url;
    },
    setStorage: (allowed) => {
      storage = allowed;
      if (allowed === "none") forget();
    },
  };
}
