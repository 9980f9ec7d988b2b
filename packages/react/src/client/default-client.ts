import type { BrowserClient } from "./browser-client.ts";
import { createRouteClient } from "./create-route-client.ts";

let client: BrowserClient | undefined;

/** The client of providers that are given none: it talks to the app's own routes. */
export function defaultClient(): BrowserClient {
  client ??= createRouteClient();
  return client;
}
