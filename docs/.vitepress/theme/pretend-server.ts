import { creditDocument } from "@pricewright/react/server";
import { HttpResponse, http } from "msw";
import { type SetupWorker, setupWorker } from "msw/browser";
import { withBase } from "vitepress";
import { pricingIn, quote } from "../../examples/shop.ts";

/** What an example sent. */
export interface ReceivedRequest {
  readonly path: string;
  /** As it is shown: JSON, with quotes cut short. */
  readonly body: string;
}

const listeners = new Set<(request: ReceivedRequest) => void>();
let starting: Promise<SetupWorker> | undefined;

/** Answers the routes of an app that uses Pricewright, in this browser: nothing leaves it. Returns what stops listening. */
export async function startPretendServer(onRequest: (request: ReceivedRequest) => void): Promise<() => void> {
  starting ??= start();
  await starting;
  listeners.add(onRequest);
  return () => listeners.delete(onRequest);
}

async function start(): Promise<SetupWorker> {
  const worker = setupWorker(
    http.post("/pw/evaluate", async ({ request }) => {
      const { currency } = await received<{ readonly currency?: string }>(request);
      return HttpResponse.json({ pricing: pricingIn(currency ?? "USD"), quote, withdrawn: [] });
    }),
    http.post("/pw/events", async ({ request }) => {
      const { events } = await received<{ readonly events: readonly unknown[] }>(request);
      return HttpResponse.json({ accepted: events.length, duplicates: 0, rejected: [] });
    }),
    http.post("/pw/checkout", async ({ request }) => {
      const { plan, interval = "once" } = await received<{ readonly plan: string; readonly interval?: string }>(
        request,
      );
      return HttpResponse.json({ url: withBase(`/payment?${new URLSearchParams({ plan, interval })}`) });
    }),
    http.get("/credits", () => HttpResponse.json(creditDocument({ balance: { available: "1175.5" } }))),
  );
  await worker.start({
    quiet: true,
    onUnhandledFrame: "bypass",
    serviceWorker: { url: withBase("/mockServiceWorker.js"), options: { scope: withBase("/") } },
  });
  return worker;
}

async function received<Body>(request: Request): Promise<Body> {
  const body = (await request.json()) as Body;
  const shown = JSON.stringify(body, (key, value) => (key === "quote" ? `${String(value).slice(0, 8)}…` : value), 2);
  for (const listener of listeners) listener({ path: new URL(request.url).pathname, body: shown });
  return body;
}
