import { expectTypeOf } from "vitest";
import type { Catalog } from "./catalog.ts";
import { definePricing } from "./define-pricing.ts";

// Read by the compiler and run by nobody: each mistake below has to be one that does not compile.

const month = { interval: "month" } as const;
const pro = { id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", ...month }] } as const;
const sandboxes = { id: "sandbox-hours", unit: "hour" } as const;
const shop = { currency: "USD", creditValue: "0.01" } as const;

const catalog = definePricing({
  ...shop,
  plans: [
    { ...pro, features: ["Everything", { id: "seats", name: "Seats", type: "limit", limit: 5 }] },
    { id: "team", name: "Team", prices: [{ id: "team-99", amount: "99.00", currency: "EUR", ...month }] },
  ],
  packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
  meters: [{ id: "tokens", unit: "token" }, sandboxes],
  markup: [{ percent: "50" }, { match: { plan: "pro", meter: "tokens" }, targetMargin: "0.4" }],
  experiments: [
    {
      key: "a",
      control: "low",
      variants: [
        { key: "low", prices: ["pro-39"] },
        { key: "high", prices: ["team-99"] },
      ],
    },
    {
      key: "b",
      control: "one",
      variants: [
        { key: "one", prices: ["small-10"] },
        { key: "two", prices: [] },
      ],
    },
  ],
});

expectTypeOf<(typeof catalog.plans)[number]["id"]>().toEqualTypeOf<"pro" | "team">();
expectTypeOf<(typeof catalog.plans)[number]["prices"][number]["id"]>().toEqualTypeOf<
  "pro-39" | "team-99" | "small-10"
>();
expectTypeOf<NonNullable<typeof catalog.packs>[number]["id"]>().toEqualTypeOf<"small">();
expectTypeOf<NonNullable<typeof catalog.meters>[number]["id"]>().toEqualTypeOf<"tokens" | "sandbox-hours">();
expectTypeOf(catalog).toExtend<Catalog>();

// Of a list that is not written out nothing is known, and nothing is refused.
const loose = definePricing({ currency: "USD", plans: [] as { id: string; name: string }[] });
expectTypeOf<(typeof loose.plans)[number]["id"]>().toEqualTypeOf<string>();

const metered = { id: "pro-metered", amount: "0", ...month } as const;
const model = { type: "per-unit", perUnit: "0.15" } as const;
const [x, y] = [{ key: "x", prices: [] } as const, { key: "y", prices: [] } as const];

definePricing({
  ...shop,
  plans: [pro],
  // @ts-expect-error a variant names a price that does not exist
  experiments: [{ key: "a", control: "y", variants: [y, { key: "x", prices: ["pro-93"] }] }],
});

definePricing({
  ...shop,
  plans: [pro],
  experiments: [
    // @ts-expect-error the control is a variant of another experiment
    { key: "a", control: "z", variants: [x, y] },
    { key: "b", control: "z", variants: [x, { key: "z", prices: [] }] },
  ],
});

definePricing({
  ...shop,
  plans: [pro],
  meters: [sandboxes],
  // @ts-expect-error a pack is for a meter that does not exist
  packs: [{ id: "p", name: "P", credits: "1", prices: [{ id: "p-1", amount: "1" }], meters: ["sandbox-hour"] }],
});

definePricing({
  ...shop,
  plans: [pro],
  // @ts-expect-error a pack is for a meter, and there are none
  packs: [{ id: "p", name: "P", credits: "1", prices: [{ id: "p-1", amount: "1" }], meters: ["tokens"] }],
});

definePricing({
  ...shop,
  plans: [pro],
  meters: [sandboxes],
  // @ts-expect-error a markup rule names a meter that does not exist
  markup: [{ match: { meter: "sandbox" }, percent: "50" }],
});

definePricing({
  ...shop,
  plans: [pro],
  // @ts-expect-error a markup rule names a plan that does not exist
  markup: [{ match: { plan: "prp" }, percent: "50" }],
});

definePricing({
  ...shop,
  meters: [sandboxes],
  // @ts-expect-error a price is metered by a meter that does not exist
  plans: [{ ...pro, prices: [{ ...metered, metered: [{ meter: "sandbox", model }] }] }],
});

definePricing({
  ...shop,
  meters: [sandboxes],
  // @ts-expect-error a quota is of a meter that does not exist
  plans: [{ ...pro, quotas: [{ meter: "sandbox", limit: "1", per: "month" }] }],
});

definePricing({
  ...shop,
  meters: [sandboxes],
  // @ts-expect-error usage has no currency of its own, so one price is never paid in two
  plans: [{ ...pro, prices: [{ ...metered, metered: [{ meter: "sandbox-hours", model, currency: "EUR" }] }] }],
});

const fee = { name: "Set-up", amount: "5", interval: "once" } as const;
definePricing({
  ...shop,
  // @ts-expect-error a fee has no currency of its own either
  plans: [{ ...pro, prices: [{ ...metered, fees: [{ ...fee, currency: "EUR" }] }] }],
});

definePricing({
  ...shop,
  // @ts-expect-error money is never a number
  plans: [{ ...pro, prices: [{ id: "pro-1", amount: 39, ...month }] }],
});

definePricing({
  ...shop,
  plans: [pro],
  // @ts-expect-error a rule has one rate, not none
  markup: [{ match: { plan: "pro" } }],
});
