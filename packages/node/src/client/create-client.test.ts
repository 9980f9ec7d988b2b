import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { LostEvents } from "../delivery/lost-events.ts";
import type { EventInput } from "../pricing/event-input.ts";
import { createClient } from "./create-client.ts";
import type { PricingClient } from "./pricing-client.ts";

const BASE = "http://pricewright.test";
const msw = setupServer();
let client: PricingClient;
let lost: LostEvents[];

beforeAll(() => msw.listen({ onUnhandledFrame: "error" }));
afterAll(() => msw.close());
beforeEach(() => {
  lost = [];
  client = createClient({
    apiKey: "pw_sk_test_x",
    baseUrl: BASE,
    maximumWait: 20,
    queueCapacity: 2500,
    onLost: (events) => lost.push(events),
  });
});
afterEach(async () => {
  await client.close().catch(() => {});
  msw.resetHandlers();
});

const event = (id: string): EventInput => ({
  id,
  type: "conversion",
  unit: { kind: "visitor", id: "v_1" },
  price: "pro-39",
  amount: "39.00",
  currency: "USD",
});
const ids = (count: number) => Array.from({ length: count }, (_, index) => `e${index}`);

/** Takes events in, and remembers each request's ids. */
function acceptEvents(before?: () => Response | undefined): string[][] {
  const batches: string[][] = [];
  msw.use(
    http.post(`${BASE}/v1/events`, async ({ request }) => {
      const refusal = before?.();
      if (refusal) return refusal;
      const { events } = (await request.json()) as { events: { id: string }[] };
      batches.push(events.map(({ id }) => id));
      return HttpResponse.json({ results: events.map(({ id }) => ({ id, status: "accepted" })) });
    }),
  );
  return batches;
}

describe("requests", () => {
  it("carry the key and leave out what was not given", async () => {
    const seen: unknown[] = [];
    msw.use(
      http.get(`${BASE}/v1/config`, () => HttpResponse.error()),
      http.post(`${BASE}/v1/evaluate`, async ({ request }) => {
        seen.push(request.headers.get("authorization"), await request.json());
        return HttpResponse.json({ unit: { kind: "visitor", id: "v_1" }, assignments: [], pricing: {}, frozen: [] });
      }),
    );
    await client.pricingDocument({ id: "v_1" });
    expect(seen).toEqual(["Bearer pw_sk_test_x", { unit: { kind: "visitor", id: "v_1" } }]);
  });

  it("turn a problem document into an error with its code, fields and request id", async () => {
    const problems = [{ field: "variants.0.key", code: "invalid-format", message: "use letters" }];
    msw.use(
      http.get(`${BASE}/v1/experiments/a%2Fb/results`, () =>
        HttpResponse.json(
          {
            type: "t",
            title: "t",
            status: 400,
            code: "invalid-request",
            detail: "It is wrong.",
            problems,
            requestId: "r1",
          },
          { status: 400, headers: { "content-type": "application/problem+json" } },
        ),
      ),
    );
    await expect(client.results("a/b")).rejects.toMatchObject({
      name: "PricewrightRequestError",
      code: "invalid-request",
      message: "It is wrong.",
      status: 400,
      retryable: false,
      requestId: "r1",
      problems: [{ path: ["variants", "0", "key"], code: "invalid-format", message: "use letters" }],
    });
  });

  it("say that a dead server may be tried again, after trying again themselves", async () => {
    let attempts = 0;
    msw.use(
      http.post(`${BASE}/v1/quotes/verify`, () => {
        attempts++;
        return HttpResponse.error();
      }),
    );
    await expect(client.verifyQuote("q", { visitor: "v_1" })).rejects.toMatchObject({
      code: "unreachable",
      status: null,
      retryable: true,
    });
    expect(attempts).toBe(3);
  });

  it("that write carry one idempotency key, also when they are sent again", async () => {
    const keys: (string | null)[] = [];
    msw.use(
      http.post(`${BASE}/v1/accounts/acme/credits/grants`, ({ request }) => {
        keys.push(request.headers.get("idempotency-key"));
        return keys.length === 1 ? HttpResponse.error() : HttpResponse.json({ type: "granted" });
      }),
    );
    await client.credits("acme").grant({ amount: "10" });
    await client.credits("acme").grant({ amount: "10" });
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
    expect(keys[2]).not.toBe(keys[0]);
  });

  it("survive an answer that is not a problem document", async () => {
    msw.use(
      http.get(`${BASE}/v1/experiments/x/results`, () => new HttpResponse("<html>bad gateway</html>", { status: 404 })),
    );
    await expect(client.results("x")).rejects.toMatchObject({
      code: "unexpected-answer",
      status: 404,
      retryable: false,
    });
  });
});

describe("events", () => {
  it("get an id and a time, and go out by themselves", async () => {
    const batches = acceptEvents();
    const { id: _, ...withoutId } = event("unused");
    const id = client.track(withoutId);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await expect.poll(() => batches).toEqual([[id]]);
  });

  it("go out in batches of 1,000, each once", async () => {
    const batches = acceptEvents();
    for (const id of ids(2300)) client.track(event(id));
    await client.flush();
    expect(batches.map((batch) => batch.length).sort()).toEqual([1000, 1000, 300].sort());
    expect(batches.flat().sort()).toEqual(ids(2300).sort());
  });

  it("wait for a server that is away, and all arrive once it is back", async () => {
    let away = true;
    const batches = acceptEvents(() =>
      away ? new HttpResponse(null, { status: 503, headers: { "retry-after": "0" } }) : undefined,
    );
    for (const id of ids(5)) client.track(event(id));
    await expect(client.flush()).rejects.toMatchObject({ retryable: true });
    away = false;
    await expect.poll(() => batches.flat(), { timeout: 10_000 }).toEqual(ids(5));
    expect(lost).toEqual([]);
  });

  it("are dropped beyond the queue's capacity, and that is said", async () => {
    acceptEvents(() => new HttpResponse(null, { status: 503, headers: { "retry-after": "0" } }));
    for (const id of ids(2600)) client.track(event(id));
    expect(lost).toHaveLength(100);
    expect(lost[0]).toEqual({ reason: "queue-full", count: 1 });
  });

  it("that the server refuses are handed to onLost", async () => {
    const results = [
      { id: "e0", status: "rejected", problems: [{ field: "price", code: "unknown-price", message: "no such price" }] },
    ];
    msw.use(http.post(`${BASE}/v1/events`, () => HttpResponse.json({ results })));
    client.track(event("e0"));
    await client.flush();
    expect(lost).toEqual([{ reason: "rejected", results }]);
  });

  it("do not wait for a server that refuses the key", async () => {
    const problem = {
      type: "t",
      title: "t",
      status: 401,
      code: "unauthenticated",
      detail: "The key is not known here.",
      problems: [],
      requestId: "r1",
    };
    msw.use(
      http.post(`${BASE}/v1/events`, () =>
        HttpResponse.json(problem, { status: 401, headers: { "content-type": "application/problem+json" } }),
      ),
    );
    client.track(event("e0"));
    await expect(client.flush()).rejects.toMatchObject({ code: "unauthenticated", retryable: false });
    expect(lost).toEqual([
      { reason: "refused", count: 1, error: expect.objectContaining({ code: "unauthenticated" }) },
    ]);
    const batches = acceptEvents();
    client.track(event("e1"));
    await client.flush();
    expect(batches).toEqual([["e1"]]);
  });

  it("are delivered on close", async () => {
    const batches = acceptEvents();
    client.track(event("last"));
    await client.close();
    expect(batches).toEqual([["last"]]);
  });

  it("warn once where nobody listens for losses", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const quiet = createClient({ apiKey: "k", baseUrl: BASE, queueCapacity: 1 });
    acceptEvents();
    for (const id of ids(4)) quiet.track(event(id));
    expect(warn).toHaveBeenCalledTimes(1);
    await quiet.close();
    warn.mockRestore();
  });
});
