import { describe, expect, it } from "vitest";
import { testQuote } from "../testing/test-quote.ts";
import { findCacheProblem, findStaleQuote } from "./find-cache-problem.ts";

const text = `<input value="${testQuote()}">`;

function problem(headers: Record<string, string>, page = text): string | null {
  return findCacheProblem({ text: page, headers: new Headers(headers) });
}

describe("findCacheProblem", () => {
  it("finds nothing on a page that nobody may keep, or that holds no quote", () => {
    expect(problem({ "cache-control": "private, no-store" })).toBeNull();
    expect(problem({ "cache-control": "public, max-age=600" }, "<h1>Prices</h1>")).toBeNull();
  });

  it.for([
    [{}, "it may be kept (cache-control: missing)"],
    [{ "cache-control": "s-maxage=60" }, "it may be kept (cache-control: s-maxage=60)"],
    [{ "cache-control": "no-store", "x-nextjs-cache": "HIT" }, "a cache answered it (x-nextjs-cache: HIT)"],
    [{ "cache-control": "no-store", "x-vercel-cache": "PRERENDER" }, "a cache answered it (x-vercel-cache: PRERENDER)"],
    [{ "cache-control": "no-store", age: "12" }, "a cache answered it (age: 12)"],
  ] as const)("finds %o", ([headers, expected]) => {
    expect(problem(headers)).toBe(expected);
  });

  it("does not mind caches that were asked and had nothing", () => {
    expect(problem({ "cache-control": "no-store", "cf-cache-status": "DYNAMIC", "x-cache": "MISS" })).toBeNull();
  });
});

describe("findStaleQuote", () => {
  it("finds a quote that is older than the request for its page", () => {
    const issuedAt = new Date("2026-03-01T12:00:00Z");
    const quote = testQuote({ issuedAt });
    expect(findStaleQuote(quote, issuedAt.getTime() + 299_000)).toBeNull();
    expect(findStaleQuote(quote, issuedAt.getTime() + 600_000)).toBe(
      "its quote is 10 minutes older than the request for it",
    );
    expect(findStaleQuote("no quote", issuedAt.getTime())).toBeNull();
  });
});
