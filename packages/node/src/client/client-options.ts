import type { Catalog } from "@pricewright/core/catalog";
import type { ConfigCache } from "../config/config-cache.ts";
import type { ConfigUpdates } from "../config/config-source.ts";
import type { LostEvents } from "../delivery/lost-events.ts";

/** How `createClient` reaches a server. */
export interface ClientOptions<Sold extends Catalog = Catalog> {
  /** A secret key, `pw_sk_...`. Keep it on your server. */
  readonly apiKey: string;
  /**
   * Address of the server.
   *
   * @default "http://127.0.0.1:3001"
   */
  readonly baseUrl?: string | undefined;
  /**
   * The price list that is shown, as its listed prices and without a quote, while the server was never reached.
   *
   * @default none: then the pricing document is empty
   */
  readonly fallbackCatalog?: Sold | undefined;
  /**
   * Milliseconds to wait for an answer.
   *
   * @default 10_000
   */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds to wait for an answer to `evaluate`, which pages wait for. A server that does not answer is left alone for
   * a second.
   *
   * @default 2_000
   */
  readonly evaluateTimeout?: number | undefined;
  /**
   * How changes of prices and experiments are heard of: at once, by asking now and then, or not after the first time, as
   * where a process lives for one request.
   *
   * @default "stream", which polls while there is none
   */
  readonly configUpdates?: ConfigUpdates | undefined;
  /**
   * Milliseconds between two questions for the configuration, give or take a fifth.
   *
   * @default 30_000
   */
  readonly pollInterval?: number | undefined;
  /**
   * Keeps a copy of the configuration for a start without the server: `configFile` of `@pricewright/node/config-file`.
   *
   * @default none
   */
  readonly configCache?: ConfigCache | undefined;
  /**
   * Milliseconds for which an answer's records of a unit are evaluated here, without asking again.
   *
   * @default 60_000
   */
  readonly rememberFor?: number | undefined;
  /**
   * Milliseconds after which events are sent although a batch of 1,000 is not full.
   *
   * @default 1_000
   */
  readonly maximumWait?: number | undefined;
  /**
   * Most events kept while the server cannot be reached.
   *
   * @default 20_000
   */
  readonly queueCapacity?: number | undefined;
  /**
   * Called with events that will not be counted, and why.
   *
   * @default prints one warning
   */
  readonly onLost?: ((lost: LostEvents) => void) | undefined;
  /**
   * Called when `evaluate` had to answer without the server, and why.
   *
   * @default prints the first one
   */
  readonly onFallback?: ((error: Error) => void) | undefined;
  /**
   * Whether waiting events are sent before SIGTERM ends the process.
   *
   * @default true
   */
  readonly flushOnTermination?: boolean | undefined;
  /**
   * Tells the time.
   *
   * @default the machine's clock
   */
  readonly clock?: (() => Date) | undefined;
  /**
   * Stands in for the global `fetch`.
   *
   * @default globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
}
