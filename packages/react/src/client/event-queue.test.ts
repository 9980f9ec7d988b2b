// @vitest-environment happy-dom
import type { QuotedExposureEvent } from "@pricewright/core";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createEventQueue } from "./event-queue.ts";

function event(id: string, occurredAt: Date = new Date()): QuotedExposureEvent {
  return { type: "quoted-exposure", id, occurredAt: occurredAt.toISOString(), quote: "a.b.c", shown: [] };
}

const send = vi.fn<(events: readonly QuotedExposureEvent[]) => Promise<boolean>>();
const sent = () => send.mock.calls.map(([events]) => events.map(({ id }) => id));
const stored = { isStored: () => true, send };

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  send.mockReset().mockResolvedValue(true);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("createEventQueue", () => {
  it("sends events of one moment together, each once", async () => {
    const queue = createEventQueue(stored);
    queue.add(event("a"));
    queue.add(event("b"));
    queue.add(event("a"));
    await vi.advanceTimersByTimeAsync(1000);
    await queue.flush();
    expect(sent()).toEqual([["a", "b"]]);
  });

  it("sends again, later each time, until they have arrived", async () => {
    send.mockResolvedValueOnce(false).mockResolvedValueOnce(false);
    const queue = createEventQueue(stored);
    queue.add(event("a"));
    await vi.advanceTimersByTimeAsync(200);
    expect(sent()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sent()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(sent()).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent()).toEqual([["a"], ["a"], ["a"]]);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(sent()).toHaveLength(3);
  });

  it("sends many in parts that fit a closing page", async () => {
    const queue = createEventQueue(stored);
    for (let index = 0; index < 45; index += 1) queue.add(event(`e${index}`));
    await queue.flush();
    expect(sent().map(({ length }) => length)).toEqual([20, 20, 5]);
  });

  it("hands what was not sent to the next page, and remembers what was", async () => {
    send.mockResolvedValue(false);
    const first = createEventQueue(stored);
    first.add(event("a"));
    await first.flush();
    send.mockResolvedValue(true);
    const second = createEventQueue(stored);
    const stop = second.start();
    await vi.advanceTimersByTimeAsync(200);
    stop();
    expect(sent()).toEqual([["a"], ["a"]]);
    expect(createEventQueue(stored).hasReported("a")).toBe(true);
    await createEventQueue(stored).flush();
    expect(sent()).toHaveLength(2);
  });

  it("drops events that no server takes any more, and what it cannot read", async () => {
    localStorage.setItem("pricewright:old", JSON.stringify(event("old", new Date(Date.now() - 8 * 86_400_000))));
    localStorage.setItem("pricewright:broken", "{");
    localStorage.setItem("others", "stay");
    await createEventQueue(stored).flush();
    expect(send).not.toHaveBeenCalled();
    expect(Object.keys(localStorage)).toEqual(["others"]);
  });

  it("keeps events in memory where it may store nothing, or cannot", async () => {
    const queue = createEventQueue({ isStored: () => false, send });
    queue.add(event("a"));
    expect([localStorage.length, queue.hasReported("a")]).toEqual([0, true]);
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new Error("full");
    });
    const full = createEventQueue(stored);
    full.add(event("b"));
    await full.flush();
    expect(sent()).toEqual([["b"]]);
  });

  it("sends when the page is hidden, and no longer after its end", async () => {
    const queue = createEventQueue(stored);
    const stop = queue.start();
    queue.add(event("a"));
    window.dispatchEvent(new Event("pagehide"));
    expect(sent()).toEqual([["a"]]);
    await vi.advanceTimersByTimeAsync(0);
    stop();
    queue.add(event("b"));
    window.dispatchEvent(new Event("pagehide"));
    expect(sent()).toHaveLength(1);
  });
});
