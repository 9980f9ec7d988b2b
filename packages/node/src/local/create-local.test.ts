import { definePricing } from "@pricewright/core/catalog";
import { describe, expect, it } from "vitest";
import type { EventInput } from "../pricing/event-input.ts";
import { createLocal } from "./create-local.ts";
import type { LocalExperiment } from "./local-experiment.ts";
import type { LocalOptions } from "./local-options.ts";
import type { LocalPricing } from "./local-pricing.ts";
import { memoryStore } from "./store/memory-store.ts";
import type { Store } from "./store/store.ts";

const DAY = 86_400_000;
const START = Date.parse("2026-03-10T12:00:00Z");
const signingKey = "a key of at least 32 characters, for tests";
const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };

const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month" },
        { id: "pro-59", amount: "59.00", interval: "month", listed: false },
      ],
    },
  ],
});
const experiment: LocalExperiment = {
  key: "price",
  salt: "price",
  control: "low",
  variants: [
    { key: "low", prices: ["pro-39"] },
    { key: "high", prices: ["pro-59"] },
  ],
};
/** The same test with all new units in one variant. */
const onlyHigh: LocalExperiment = {
  ...experiment,
  variants: experiment.variants.map((variant) => ({ ...variant, weight: variant.key === "high" ? 1 : 0 })),
};

function open(store: Store, options: Partial<LocalOptions> = {}): LocalPricing {
  return createLocal({
    catalog,
    experiments: [experiment],
    store,
    signingKey,
    flushOnTermination: false,
    clock: () => new Date(START),
    ...options,
  });
}

const variantsOf = async (pricing: LocalPricing, ids: readonly string[]) => {
  const found: Record<string, string | undefined> = {};
  for (const id of ids) found[id] = (await pricing.evaluate({ id })).assignments[0]?.variant;
  return found;
};
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `v_${from + index}`);
const sale = (id: string, price: "39" | "59", more: object = {}): EventInput => ({
  type: "conversion",
  id: `sale-${id}`,
  unit: { kind: "visitor", id },
  price: `pro-${price}`,
  amount: `${price}.00`,
  currency: "USD",
  ...more,
});

describe("revenue by the month", () => {
  it("is counted as a server counts it", async () => {
    const store = memoryStore();
    const monthly = { ...onlyHigh, revenue: "monthly-equivalent" } as const;
    const pricing = open(store, { experiments: [monthly] });
    const shown = { price: "pro-59", amount: "59.00", currency: "USD" };
    await pricing.evaluate({ id: "v_1" });
    const exposure: EventInput = {
      type: "exposure",
      unit: { kind: "visitor", id: "v_1" },
      experiment: "price",
      variant: "high",
      shown: [shown],
    };
    pricing.track(exposure);
    pricing.track(sale("v_1", "59"));
    pricing.track(sale("v_1", "59", { id: "renewal", occurredAt: new Date(START + 60_000).toISOString() }));
    await pricing.flush();
    const { report } = await pricing.results("price");
    expect(report.revenue).toBe("monthly-equivalent");
    expect(report.variants[1]?.observed.revenuePerVisitor).toBe(59);
  });

  it("is refused for margins, and stays as it was once the test has started", async () => {
    const monthly = { ...experiment, revenue: "monthly-equivalent" } as const;
    const refused = open(memoryStore(), { experiments: [{ ...monthly, metric: "margin-per-visitor" }] });
    await expect(refused.evaluate({ id: "v_1" })).rejects.toMatchObject({ code: "invalid-experiments" });
    const store = memoryStore();
    await open(store).evaluate({ id: "v_1" });
    const changed = open(store, { experiments: [monthly] });
    await expect(changed.evaluate({ id: "v_1" })).rejects.toMatchObject({
      code: "experiment-changed",
      message: expect.stringContaining("horizonDays, revenue, segments and rates stay as they were"),
    });
  });
});

describe("the seller's own people", () => {
  const us = { kind: "visitor", id: "v_us" } as const;
  const countsOf = async (pricing: LocalPricing) => {
    await pricing.flush();
    const { report } = await pricing.results("price");
    return report.variants.map(({ visitors, conversions }) => [visitors, conversions]);
  };
  const seeAndBuy = (pricing: LocalPricing, id: string) => {
    const shown = [{ price: "pro-59", amount: "59.00", currency: "USD" }];
    pricing.track({ type: "exposure", unit: { kind: "visitor", id }, experiment: "price", variant: "high", shown });
    pricing.track(sale(id, "59"));
  };

  it("get the control uncounted, and are in no result", async () => {
    const pricing = open(memoryStore(), { experiments: [onlyHigh], internal: [us] });
    const { assignments } = await pricing.evaluate(us);
    expect(assignments).toMatchObject([{ variant: "low", reason: "internal", counted: false }]);
    await pricing.evaluate({ id: "v_them" });
    for (const id of ["v_us", "v_them"]) seeAndBuy(pricing, id);
    expect(await countsOf(pricing)).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });

  it("leave the results when they are listed late, and come back when they are taken off", async () => {
    const store = memoryStore();
    const before = open(store, { experiments: [onlyHigh] });
    await before.evaluate(us);
    seeAndBuy(before, "v_us");
    expect((await countsOf(before))[1]).toEqual([1, 1]);
    const listed = open(store, { experiments: [onlyHigh], internal: [us] });
    expect((await listed.evaluate(us)).assignments).toMatchObject([
      { variant: "high", reason: "frozen", counted: false },
    ]);
    expect((await countsOf(listed))[1]).toEqual([0, 0]);
    // A process of the version before counts as the newer one says.
    before.track(sale("v_us", "59", { id: "renewal" }));
    expect((await countsOf(before))[1]).toEqual([0, 0]);
    expect((await countsOf(open(store, { experiments: [onlyHigh] })))[1]).toEqual([1, 1]);
  });
});

describe("a test that the app changes", () => {
  it("keeps every price that was shown, and shows new shares to new units only", async () => {
    const store = memoryStore();
    const before = await variantsOf(open(store), ids(0, 30));
    expect(new Set(Object.values(before))).toEqual(new Set(["low", "high"]));
    const changed = open(store, { experiments: [onlyHigh] });
    expect(await variantsOf(changed, ids(0, 30))).toEqual(before);
    expect(new Set(Object.values(await variantsOf(changed, ids(30, 60))))).toEqual(new Set(["high"]));
    const { experiment: resource } = await changed.results("price");
    expect(resource).toMatchObject({ revision: 2, weightEpoch: 2, version: 2 });
    // Nothing changed, so nothing is a revision.
    expect((await open(store, { experiments: [onlyHigh] }).results("price")).experiment).toEqual(resource);
  });

  it("shows the winner to new units at once, and to those who never bought 30 days later", async () => {
    const store = memoryStore();
    const first = open(store);
    const shown = await variantsOf(first, ids(0, 20));
    const [buyer, other] = ids(0, 20).filter((id) => shown[id] === "low") as [string, string];
    first.track(sale(buyer, "39", { occurredAt: new Date(START).toISOString() }));
    await first.flush();
    const concluded = { ...experiment, status: "completed", winner: "high" } as const;
    const after = (days: number) =>
      open(store, { experiments: [concluded], clock: () => new Date(START + days * DAY) });
    expect(await variantsOf(after(1), [buyer, other, "v_new"])).toEqual({
      [buyer]: "low",
      [other]: "low",
      v_new: "high",
    });
    expect(await variantsOf(after(32), [buyer, other])).toEqual({ [buyer]: "low", [other]: "high" });
  });

  it("may not show other prices once it has started", async () => {
    const store = memoryStore();
    await open(store).evaluate({ id: "v_1" });
    const other = {
      ...experiment,
      variants: experiment.variants.map((variant) => ({ ...variant, prices: ["pro-39"] })),
    };
    await expect(open(store, { experiments: [other] }).evaluate({ id: "v_1" })).rejects.toMatchObject({
      code: "experiment-changed",
    });
    await expect(open(store).evaluate({ id: "v_1" })).resolves.toBeDefined();
  });

  it("that is taken out keeps its results, and is shown to nobody", async () => {
    const store = memoryStore();
    await open(store).evaluate({ id: "v_1" });
    const without = open(store, { experiments: [] });
    expect((await without.evaluate({ id: "v_1" })).assignments).toEqual([]);
    expect((await without.results("price")).experiment).toMatchObject({ status: "archived" });
  });

  it("is refused with everything that is wrong with it", async () => {
    const wrong = {
      ...experiment,
      variants: [
        { key: "low", prices: ["pro-93"] },
        { key: "high", prices: ["pro-95"] },
      ],
    };
    await expect(open(memoryStore(), { experiments: [wrong] }).evaluate({ id: "v_1" })).rejects.toMatchObject({
      code: "invalid-experiments",
      problems: [{ code: "unknown-price" }, { code: "unknown-price" }],
    });
  });
});

describe("a visitor who agrees to storage later", () => {
  it("keeps the control that they saw before, uncounted", async () => {
    const pricing = open(memoryStore(), { experiments: [onlyHigh] });
    const { unit, frozen, assignments } = await pricing.evaluate({ hasIdentity: false });
    expect(assignments).toMatchObject([{ variant: "low", reason: "no-identity" }]);
    const kept = { variant: "low", reason: "frozen", counted: false };
    expect((await pricing.evaluate({ id: unit.id, frozen })).assignments).toMatchObject([kept]);
    expect((await pricing.evaluate({ id: unit.id })).assignments).toMatchObject([kept]);
    expect((await pricing.evaluate({})).assignments).toMatchObject([{ variant: "high", reason: "assigned" }]);
  });
});

describe("two processes with different versions of the app", () => {
  it("show a unit one price", async () => {
    const store = memoryStore();
    const old = open(store);
    await old.evaluate({ id: "warm" });
    const fresh = open(store, { experiments: [onlyHigh] });
    const shown = await Promise.all(
      ids(0, 20).map(async (id) => {
        const answers = await Promise.all([old.evaluate({ id }), fresh.evaluate({ id }), old.evaluate({ id })]);
        return new Set(answers.map(({ assignments }) => assignments[0]?.variant)).size;
      }),
    );
    expect(shown).toEqual(ids(0, 20).map(() => 1));
  });
});

describe("signing keys", () => {
  it("that could be guessed are refused", () => {
    expect(() => open(memoryStore(), { signingKey: "short" })).toThrow(/at least 32 characters/);
    expect(() => open(memoryStore(), { signingKey: [] })).toThrow(/signing key/);
  });

  it("can be replaced while quotes of the one before still hold, and end with it", async () => {
    const store = memoryStore();
    const quote = (await open(store).issueQuote({ id: "v_1" })) as string;
    const next = "another key of 32 characters, for tests";
    const both = open(store, { signingKey: [next, signingKey] });
    expect(await both.verifyQuote(quote, { visitor: "v_1" })).toMatchObject({ ok: true });
    const [{ id: price = "", amount = "" } = {}] = (await both.pricingDocument({ id: "v_1" })).plans[0]?.prices ?? [];
    both.track({
      type: "quoted-exposure",
      quote,
      shown: [{ price, amount, currency: "USD" }],
      occurredAt: new Date(START).toISOString(),
    });
    await both.flush();
    const { report } = await both.results("price");
    expect(report.variants.reduce((sum, { visitors }) => sum + visitors, 0)).toBe(1);
    const only = open(store, { signingKey: next });
    expect(await only.verifyQuote(quote, { visitor: "v_1" })).toMatchObject({ ok: false, code: "quote-unknown-key" });
  });

  it("tell test and live apart", async () => {
    const quote = (await open(memoryStore(), { environment: "live" }).issueQuote({ id: "v_1" })) as string;
    expect(await open(memoryStore()).verifyQuote(quote, { visitor: "v_1" })).toMatchObject({
      code: "wrong-environment",
    });
  });
});

describe("checkout", () => {
  it("needs a provider, and a price that is still sold", async () => {
    const store = memoryStore();
    const quote = (await open(store).issueQuote({ id: "v_1" })) as string;
    const buy = (pricing: LocalPricing) => pricing.checkout({ unit: { id: "v_1" }, quote, plan: "pro", ...urls });
    await expect(buy(open(store))).rejects.toMatchObject({ code: "no-payment-provider" });
    const withdrawnAt = new Date(START).toISOString();
    const withdrawn = { "pro-39": { honour: "none", withdrawnAt }, "pro-59": { honour: "none", withdrawnAt } } as const;
    await expect(buy(open(store, { withdrawn }))).rejects.toMatchObject({ code: "price-withdrawn" });
  });
});

describe("events", () => {
  it("wait for a store that is away, and are counted once it is back", async () => {
    const store = memoryStore();
    let isAway = false;
    const shaky: Store = {
      ...store,
      transaction: (locks, work) => (isAway ? Promise.reject(new Error("disk full")) : store.transaction(locks, work)),
    };
    const pricing = open(shaky, { maximumWait: 60_000 });
    const { unit, assignments } = await pricing.evaluate({ id: "v_1" });
    isAway = true;
    const [{ variant }] = assignments as [(typeof assignments)[number]];
    pricing.track({ type: "exposure", unit, experiment: "price", variant, shown: [] });
    await expect(pricing.flush()).rejects.toThrow("disk full");
    expect(pricing.delivery()).toEqual({ waiting: 1, delivered: 0, lost: 0 });
    isAway = false;
    await pricing.close();
    const { report } = await open(store).results("price");
    expect(report.variants.find(({ key }) => key === variant)).toMatchObject({ visitors: 1 });
  });

  it("come to the same in every order and batch", async () => {
    const at = (minutes: number) => new Date(START + minutes * 60_000).toISOString();
    const events: EventInput[] = ids(0, 12).flatMap((id, index): EventInput[] => {
      const unit = { kind: "visitor", id } as const;
      const variant = index % 2 === 0 ? "low" : "high";
      const seen = { type: "exposure", unit, experiment: "price", variant, shown: [] } as const;
      return [
        { ...seen, id: `seen-${id}`, occurredAt: at(index) },
        { ...seen, id: `again-${id}`, occurredAt: at(index + 5) },
        ...(index % 3 === 0 ? [sale(id, index % 2 === 0 ? "39" : "59", { occurredAt: at(index + 20) })] : []),
        {
          type: "refund",
          id: `back-${id}`,
          unit,
          conversion: `sale-${id}`,
          amount: "9",
          currency: "USD",
          occurredAt: at(60),
        },
      ];
    });
    const reports = await Promise.all(
      [
        { order: events, batch: 100 },
        { order: events.toReversed(), batch: 1 },
        { order: [...events.filter((_, index) => index % 2 === 1), ...events, ...events], batch: 7 },
      ].map(async ({ order, batch }) => {
        const pricing = open(memoryStore(), {
          experiments: [{ ...experiment, startedAt: at(-60) }],
          clock: () => new Date(START + DAY),
        });
        await pricing.identify({ visitor: "v_0", account: "acme", at: at(0) });
        await pricing.identify({ visitor: "v_2", account: "acme", at: at(0) });
        await pricing.identify({ visitor: "v_4", account: "other", at: at(0) });
        await pricing.identify({ visitor: "v_7", account: "other", at: at(0) });
        for (let from = 0; from < order.length; from += batch) {
          for (const event of order.slice(from, from + batch)) pricing.track(event);
          await pricing.flush();
        }
        return (await pricing.results("price")).report;
      }),
    );
    expect(reports[0]?.variants.map(({ arrivals, conversions }) => [arrivals, conversions])).toEqual([
      [5, 2],
      [5, 2],
    ]);
    expect(reports[1]).toEqual(reports[0]);
    expect(reports[2]).toEqual(reports[0]);
  });
});
