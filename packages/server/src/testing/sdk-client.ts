import { type ClientOptions, createClient, type PricingClient } from "@pricewright/node";
import type { TestServer } from "./test-server.ts";

/** A client of a test server, and the wire between them. */
export interface SdkClient {
  readonly client: PricingClient;
  /** Methods and paths that were asked, in order. */
  readonly asked: string[];
  /** Cuts the wire, or mends it. */
  readonly cut: (isCut: boolean) => void;
}

/** Connects a client to a test server without a port. */
export function connectSdk(server: TestServer, apiKey: string, options: Partial<ClientOptions> = {}): SdkClient {
  const asked: string[] = [];
  let isCut = false;
  const client = createClient({
    apiKey,
    baseUrl: "http://localhost",
    flushOnTermination: false,
    onFallback: () => {},
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (isCut) throw new TypeError("fetch failed");
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return server.app.request(request);
    },
    ...options,
  });
  return {
    client,
    asked,
    cut: (next) => {
      isCut = next;
    },
  };
}
