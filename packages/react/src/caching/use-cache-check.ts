import { PricewrightError } from "@pricewright/core";
import { useEffect, useState } from "react";
import { type AnsweredPage, findCacheProblem, findStaleQuote } from "./find-cache-problem.ts";

declare const process: { readonly env: { readonly NODE_ENV?: string; readonly NEXT_PHASE?: string } };

/**
 * In development, breaks a page that holds a quote and could be shown to more than one visitor, for it would show everybody
 * one visitor's prices. Production builds and tests do nothing, but for a build of Next's that renders such a page ahead.
 *
 * @throws PricewrightError `cached-page` while rendering, so that it cannot be overlooked.
 */
export function useCacheCheck(quote: string | null): void {
  if (quote !== null && typeof process !== "undefined" && process.env.NEXT_PHASE === "phase-production-build")
    throw cachedPage("it is rendered ahead, for everybody who comes");
  useBrowserCheck(quote);
}

const useBrowserCheck: (quote: string | null) => void =
  process.env.NODE_ENV === "development" ? useDevelopmentCheck : () => {};

function useDevelopmentCheck(quote: string | null): void {
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (quote === null || !location.protocol.startsWith("http")) return;
    const aborter = new AbortController();
    const stale = findStaleQuote(quote, performance.timeOrigin);
    if (stale !== null) setProblem(stale);
    else
      ask(quote, aborter.signal).then(
        (found) => setProblem(found),
        // A page that cannot be asked for again cannot be judged.
        () => {},
      );
    return () => aborter.abort();
  }, [quote]);
  if (problem !== null) throw cachedPage(problem);
}

async function ask(quote: string, signal: AbortSignal): Promise<string | null> {
  const headers = { accept: "text/html" };
  // Who brings no cookie is somebody else. Asked first, for asking past caches makes some keep another answer.
  const { text } = await answerTo({ signal, headers, credentials: "omit" });
  const problem = findCacheProblem(await answerTo({ signal, headers, cache: "no-store" }));
  return problem ?? (text.includes(quote) ? "somebody else is given the same quote" : null);
}

async function answerTo(request: RequestInit): Promise<AnsweredPage> {
  const response = await fetch(location.href, request);
  return { text: await response.text(), headers: response.headers };
}

function cachedPage(problem: string): PricewrightError {
  return new PricewrightError(
    "cached-page",
    `This page shows one visitor's prices, and ${problem}. Make it dynamic, answer it with "Cache-Control: private, no-store", and keep it out of every cache.`,
  );
}
