import { quoteClaims } from "../exposure/quote-claims.ts";

/** Milliseconds by which a quote may be older than the request for its page: clocks differ, and servers remember. */
const OLDEST = 300_000;
const QUOTE = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]{43}/;
/** What caches in front of a server say of an answer that they kept. */
const KEPT = /^(?:hit|stale|prerender|revalidated)/i;

/** A page as it was answered. */
export interface AnsweredPage {
  readonly text: string;
  readonly headers: Pick<Headers, "get">;
}

/**
 * Why a quote seems to be older than its page, in words; null where it does not.
 *
 * @param requestedAt Milliseconds since 1970 when the browser asked for the page.
 */
export function findStaleQuote(quote: string, requestedAt: number): string | null {
  const issuedAt = (quoteClaims(quote)?.iat ?? Number.POSITIVE_INFINITY) * 1000;
  const minutes = Math.round((requestedAt - issuedAt) / 60_000);
  return issuedAt < requestedAt - OLDEST ? `its quote is ${minutes} minutes older than the request for it` : null;
}

/** Why a page that holds a quote could be given to somebody else, in words; null where it could not, or holds none. */
export function findCacheProblem({ text, headers }: AnsweredPage): string | null {
  if (!QUOTE.test(text)) return null;
  const kept = ["x-nextjs-cache", "x-vercel-cache", "cf-cache-status", "x-cache"].find((name) =>
    KEPT.test(headers.get(name) ?? ""),
  );
  if (kept !== undefined) return `a cache answered it (${kept}: ${headers.get(kept)})`;
  if (Number(headers.get("age") ?? 0) > 0) return `a cache answered it (age: ${headers.get("age")})`;
  const control = headers.get("cache-control");
  return /\bno-store\b/.test(control ?? "") ? null : `it may be kept (cache-control: ${control ?? "missing"})`;
}
