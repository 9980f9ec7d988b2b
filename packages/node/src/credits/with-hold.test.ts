import { PricewrightError } from "@pricewright/core";
import { describe, expect, it, vi } from "vitest";
import { PricewrightRequestError } from "../errors/to-pricewright-error.ts";
import { memoryLedger } from "../testing/memory-ledger.ts";
import { UnsettledHoldError } from "./unsettled-hold-error.ts";
import { withHold } from "./with-hold.ts";

const HELD_NOTHING = { available: "100", held: "0", consumed: "0" };
const took = (credits: string, result = "answer") => ({ result, actual: { actual: credits } });
/** Work that ends only when it is aborted. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const fail = () => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener("abort", fail);
  });

describe("withHold", () => {
  it("charges what the work took, and says how good the estimate was", async () => {
    const ledger = memoryLedger("100");
    const settled: unknown[] = [];
    const result = await withHold(
      ledger,
      { id: "task", amount: "60" },
      async ({ hold }) => {
        expect(ledger.standing()).toEqual({ available: "40", held: "60", consumed: "0" });
        return took("45.5", hold);
      },
      { onSettled: (one) => settled.push(one) },
    );
    expect(result).toBe("task");
    expect(ledger.standing()).toEqual({ available: "54.5", held: "0", consumed: "45.5" });
    expect(settled).toEqual([{ hold: "task", estimated: "60", settled: "45.5", priced: null }]);
  });

  it("gives all back when the work throws", async () => {
    const ledger = memoryLedger("100");
    const failing = withHold(ledger, { amount: "60" }, async () => {
      throw new Error("the model is away");
    });
    await expect(failing).rejects.toThrow("the model is away");
    expect(ledger.standing()).toEqual(HELD_NOTHING);
  });

  it("does no work without credits", async () => {
    const ledger = memoryLedger("100");
    const work = vi.fn();
    await expect(withHold(ledger, { amount: "101" }, work)).rejects.toMatchObject({ code: "insufficient-credits" });
    expect(work).not.toHaveBeenCalled();
    expect(ledger.standing()).toEqual(HELD_NOTHING);
  });

  it("gives all back when the caller aborts", async () => {
    const ledger = memoryLedger("100");
    const controller = new AbortController();
    const work = withHold(
      ledger,
      { amount: "60" },
      async (_, signal) => {
        controller.abort(new Error("the customer left"));
        return untilAborted(signal);
      },
      { signal: controller.signal },
    );
    await expect(work).rejects.toThrow("the customer left");
    expect(ledger.standing()).toEqual(HELD_NOTHING);
  });

  it("holds nothing for a caller that has aborted already", async () => {
    const ledger = memoryLedger("100");
    const signal = AbortSignal.abort(new Error("gone"));
    await expect(withHold(ledger, { amount: "60" }, async () => took("1"), { signal })).rejects.toThrow("gone");
    expect(ledger.calls).toEqual([]);
  });

  it("charges what an aborted work says that it took", async () => {
    const ledger = memoryLedger("100");
    const controller = new AbortController();
    await withHold(
      ledger,
      { amount: "60" },
      async (_, signal) => {
        controller.abort();
        await untilAborted(signal).catch(() => {});
        return took("10");
      },
      { signal: controller.signal },
    );
    expect(ledger.standing()).toEqual({ available: "90", held: "0", consumed: "10" });
  });

  it("gives all back when the work takes too long, also when it ignores the abort", async () => {
    vi.useFakeTimers();
    try {
      const ledger = memoryLedger("100");
      const late = Promise.withResolvers<ReturnType<typeof took>>();
      const work = withHold(ledger, { id: "task", amount: "60" }, () => late.promise, { timeout: 5_000 });
      const refused = expect(work).rejects.toMatchObject({ code: "timed-out" });
      await vi.advanceTimersByTimeAsync(6_000);
      await refused;
      expect(ledger.standing()).toEqual(HELD_NOTHING);
      late.resolve(took("45"));
      await vi.advanceTimersByTimeAsync(1);
      expect(ledger.standing()).toEqual(HELD_NOTHING);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it("leaves the hold of a process that died to its expiry, a minute after the longest that the work may take", async () => {
    let now = new Date();
    const ledger = memoryLedger("100", { clock: () => now });
    void withHold(ledger, { amount: "60" }, () => new Promise<never>(() => {}), { timeout: 120_000 });
    await vi.waitFor(() => expect(ledger.standing().held).toBe("60"));
    now = new Date(now.getTime() + 175_000);
    expect(ledger.standing().held).toBe("60");
    now = new Date(now.getTime() + 10_000);
    expect(ledger.standing()).toEqual(HELD_NOTHING);
  });

  it("gives back a hold whose answer was lost", async () => {
    const ledger = memoryLedger("100");
    const lossy = {
      ...ledger,
      hold: async (...request: Parameters<typeof ledger.hold>) => {
        await ledger.hold(...request);
        throw new PricewrightRequestError("unreachable", "no answer", { status: null, retryable: true, cause: null });
      },
    };
    await expect(withHold(lossy, { amount: "60" }, async () => took("1"))).rejects.toMatchObject({
      code: "unreachable",
    });
    expect(ledger.standing()).toEqual(HELD_NOTHING);
  });

  it("leaves the hold of another call alone whose id it was given", async () => {
    const ledger = memoryLedger("100");
    await ledger.hold({ id: "task", amount: "60" });
    await expect(withHold(ledger, { id: "task", amount: "50" }, async () => took("1"))).rejects.toMatchObject({
      code: "id-reused",
    });
    expect(ledger.standing().held).toBe("60");
  });

  it("keeps the result of work that could not be charged, to settle it later", async () => {
    const ledger = memoryLedger("100");
    const away = { ...ledger, settle: () => Promise.reject(new PricewrightError("unreachable", "no answer")) };
    const error = await withHold(away, { id: "task", amount: "60" }, async () => took("45")).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(UnsettledHoldError);
    expect(error).toMatchObject({ code: "unsettled-hold", hold: "task", result: "answer", actual: { actual: "45" } });
    await ledger.settle(error.hold, error.actual);
    expect(ledger.standing()).toEqual({ available: "55", held: "0", consumed: "45" });
  });

  it("loses nothing to holds within holds and beside each other", async () => {
    const ledger = memoryLedger("100");
    const branch = (index: number) =>
      withHold(ledger, { amount: "10" }, async () => {
        await withHold(ledger, { amount: "5" }, async () => took("2"));
        if (index % 2 === 1) throw new Error("odd");
        return took("3");
      });
    const ended = await Promise.allSettled([0, 1, 2, 3].map(branch));
    expect(ended.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
    // Four inner ones took 2, two outer ones 3.
    expect(ledger.standing()).toEqual({ available: "86", held: "0", consumed: "14" });
  });
});
