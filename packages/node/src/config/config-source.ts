import type { ConfigResponse } from "@pricewright/core/api";
import { toPricewrightError } from "../errors/to-pricewright-error.ts";
import type { Http } from "../http/ask.ts";
import { pause } from "../http/pause.ts";
import type { ConfigCache } from "./config-cache.ts";
import { followVersions } from "./follow-versions.ts";
import type { KnownConfig, LocalPrices } from "./local-prices.ts";

/** How changes of the configuration are heard of. */
export type ConfigUpdates = "stream" | "poll" | "none";

/** What a {@link ConfigSource} works with. */
export interface ConfigSourceOptions {
  readonly http: Http;
  readonly updates: ConfigUpdates;
  /** Milliseconds between two questions, give or take a fifth. */
  readonly pollInterval: number;
  readonly cache: ConfigCache | undefined;
}

/** The newest configuration that is known, kept so in the background. It is stale while the server is away. */
export interface ConfigSource {
  /** Null until the first was read. Begins to read when it is first called. */
  readonly current: () => LocalPrices | null;
  /** Waits for the first attempt to read. */
  readonly ready: () => Promise<void>;
  readonly close: () => void;
}

const LONGEST_PAUSE = 5 * 60_000;

/** Makes it. Nothing is asked before the configuration is wanted. */
export function createConfigSource({ http, updates, pollInterval, cache }: ConfigSourceOptions): ConfigSource {
  const ending = new AbortController();
  const { signal } = ending;
  let prices: LocalPrices | null = null;
  let etag: string | null = null;
  let first: Promise<void> | null = null;

  const use = async (config: KnownConfig): Promise<void> => {
    // Loaded when there is something to evaluate: an import of the client alone stays small.
    const { createLocalPrices } = await import("./local-prices.ts");
    prices = createLocalPrices(config);
  };

  const refresh = async (): Promise<void> => {
    const response = await http
      .raw("v1/config", {
        signal,
        headers: etag === null ? {} : { "if-none-match": etag },
        throwHttpErrors: (status) => status !== 304,
      })
      .catch((error: unknown) => {
        throw toPricewrightError(error);
      });
    if (response.status === 304) return;
    const config = (await response.json()) as ConfigResponse;
    await use(config);
    etag = response.headers.get("etag");
    const { keys: _, ...rest } = config;
    await cache?.write(JSON.stringify(rest)).catch(() => {});
  };

  const begin = async (): Promise<void> => {
    const copy = await cache?.read().catch(() => null);
    if (copy) await use(JSON.parse(copy) as KnownConfig).catch(() => {});
    await refresh();
  };

  const keepUp = async (firstRead: Promise<void>): Promise<void> => {
    let failures = await firstRead.then(
      () => 0,
      () => 1,
    );
    if (updates === "none" && failures === 0) return;
    while (!signal.aborted) {
      if (updates === "stream" && failures === 0)
        await followVersions(http, signal, async (version) => {
          if (version !== prices?.version) await refresh();
        }).catch(() => {});
      await pause(jittered(Math.min(LONGEST_PAUSE, pollInterval * 2 ** failures)), signal);
      if (signal.aborted) return;
      failures = await refresh().then(
        () => 0,
        () => failures + 1,
      );
      if (updates === "none" && failures === 0) return;
    }
  };

  const start = (): Promise<void> => {
    if (!first) {
      first = begin();
      void keepUp(first);
    }
    return first;
  };

  return {
    current: () => {
      if (!signal.aborted) void start().catch(() => {});
      return prices;
    },
    ready: () => start().catch(() => {}),
    close: () => ending.abort(),
  };
}

/** So that many processes do not ask at the same moment. */
function jittered(milliseconds: number): number {
  return milliseconds * (0.8 + 0.4 * Math.random());
}
