import { PricewrightError } from "@pricewright/core";
import { useEffect, useState } from "react";
import { findCacheProblem, findStaleQuote } from "./find-cache-problem.ts";

declare const process: { readonly env: { readonly NODE_ENV?: string } };

/**
 * In development, breaks a page that holds a quote and could be shown to more than one visitor, for it would show everybody
 * one visitor's prices. Production builds and tests do nothing.
 *
 * @throws PricewrightError `cached-page` while rendering, so that it cannot be overlooked.
 */
export const useCacheCheck: (quote: string | null) => void =
  process.env.NODE_ENV === "development" ? useDevelopmentCheck : () => {};

function useDevelopmentCheck(quote: string | null): void {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (quote === null || !location.protocol.startsWith("http")) return;
    const aborter = new AbortController();
    const stale = findStaleQuote(quote, performance.timeOrigin);
    if (stale !== null) setProblem(stale);
    else
      ask(aborter.signal).then(
        (found) => setProblem(found),
        // A page that cannot be asked for again cannot be judged.
        () => {},
      );
    return () => aborter.abort();
  }, [quote]);
  if (problem === null) return;
  throw new PricewrightError(
    "cached-page",
    `This page shows one visitor's prices, and ${problem}. Make it dynamic, answer it with "Cache-Control: private, no-store", and keep it out of every cache.`,
  );
}

async function ask(signal: AbortSignal): Promise<string | null> {
  const response = await fetch(location.href, { signal, cache: "no-store", headers: { accept: "text/html" } });
  return findCacheProblem({ text: await response.text(), headers: response.headers });
}
