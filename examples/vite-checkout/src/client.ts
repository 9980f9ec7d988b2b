import { type BrowserClient, createBrowserClient } from "@pricewright/react";

/** Asks the server for this visitor's prices, tells it what was seen, and checks out there. The key may be read by anybody. */
export const client: BrowserClient = createBrowserClient({
  publishableKey: import.meta.env.VITE_PRICEWRIGHT_KEY,
  baseUrl: import.meta.env.VITE_PRICEWRIGHT_URL,
  events: "server",
  checkout: { successUrl: `${location.origin}/thanks`, cancelUrl: `${location.origin}/` },
});
