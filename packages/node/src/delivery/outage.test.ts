import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClient } from "../client/create-client.ts";
import type { PricingClient } from "../client/pricing-client.ts";
import { createFakeServer, type FakeServer } from "../testing/fake-server.ts";
import type { LostEvents } from "./lost-events.ts";

const SECOND = 1_000;
let server: FakeServer;
let isAway: boolean;
let lost: LostEvents[];
let rejections: unknown[];
const note = (reason: unknown) => void rejections.push(reason);

beforeEach(() => {
  vi.useFakeTimers();
  server = createFakeServer();
  isAway = false;
  lost = [];
  rejections = [];
  process.on("unhandledRejection", note);
});
afterEach(() => {
  vi.useRealTimers();
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

function connect(queueCapacity: number): PricingClient {
  return createClient({
    apiKey: "k",
    queueCapacity,
    flushOnTermination: false,
    onLost: (events) => lost.push(events),
    fetch: (input, init) => (isAway ? Promise.reject(new TypeError("fetch failed")) : server.fetch(input, init)),
  });
}

/** One sale a second. */
async function sell(client: PricingClient, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index++) {
    client.track({
      id: `sale-${index}`,
      type: "conversion",
      unit: { kind: "visitor", id: `v_${index}` },
      price: "pro-39",
      amount: "39.00",
      currency: "USD",
    });
    await vi.advanceTimersByTimeAsync(SECOND);
  }
}

describe("a server that is away for ten minutes", () => {
  it("gets every event once it is back, each once", async () => {
    const client = connect(20_000);
    await sell(client, 0, 10);
    isAway = true;
    await sell(client, 10, 600);
    expect(client.delivery()).toMatchObject({ waiting: 600, lost: 0 });
    isAway = false;
    await sell(client, 610, 10);
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(client.delivery()).toEqual({ waiting: 0, delivered: 620, lost: 0 });
    expect([...server.events].sort()).toEqual(Array.from({ length: 620 }, (_, index) => `sale-${index}`).sort());
    expect(lost).toEqual([]);
  });

  it("costs only what is beyond the queue's capacity, and that is counted", async () => {
    const client = connect(500);
    isAway = true;
    await sell(client, 0, 600);
    expect(client.delivery()).toEqual({ waiting: 500, delivered: 0, lost: 100 });
    isAway = false;
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(client.delivery()).toEqual({ waiting: 0, delivered: 500, lost: 100 });
    expect(lost).toHaveLength(100);
  });

  it("is asked less and less often", async () => {
    const client = connect(20_000);
    isAway = true;
    let asked = 0;
    const counting = createClient({
      apiKey: "k",
      flushOnTermination: false,
      fetch: () => {
        asked++;
        return Promise.reject(new TypeError("fetch failed"));
      },
    });
    await sell(counting, 0, 600);
    // Three attempts each time, at the end every 15 to 30 seconds.
    expect(asked).toBeLessThan(3 * (600 / 15 + 10));
    await client.close();
  });
});
