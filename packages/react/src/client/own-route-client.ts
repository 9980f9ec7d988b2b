import type { BrowserClient } from "./browser-client.ts";
import { createBrowserClient } from "./create-browser-client.ts";

let client: BrowserClient | undefined;

/** The client of providers that are given none: it talks to the app's own routes. */
export function ownRouteClient(): BrowserClient {
  client ??= createBrowserClient();
  return client;
}
