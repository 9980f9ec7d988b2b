import { describe, expect, it } from "vitest";
import type { CatalogInput } from "../catalog-input.ts";
import type { PaymentProvider } from "../price.ts";
import { catalogSchema } from "../schema/catalog-schema.ts";
import { lintPricing } from "./lint-pricing.ts";

const price = { id: "pro-25", amount: "25", interval: "month", providers: { stripe: "price_25" } } as const;
const higher = {
  id: "pro-30",
  amount: "30",
  interval: "month",
  listed: false,
  providers: { stripe: "price_30" },
} as const;
const pro = { id: "pro", name: "Pro", prices: [price, higher] };
const variants = [
  { key: "low", prices: ["pro-25"] },
  { key: "high", prices: ["pro-30"] },
];
const experiment = { key: "pro-price", control: "low", variants };
const clean: CatalogInput = { currency: "USD", plans: [pro], experiments: [experiment] };

/** Severity, code and path of every finding about a clean catalog with changes. */
function findings(changes: object, provider?: PaymentProvider): string[] {
  const catalog = catalogSchema.parse({ ...clean, ...changes });
  return lintPricing(catalog, { provider }).map(({ severity, code, path }) => `${severity} ${code} ${path.join(".")}`);
}

function withPrices(...prices: object[]): object {
  return { plans: [{ ...pro, prices: [...pro.prices, ...prices] }] };
}

function withModel(model: object): object {
  const metered = [{ meter: "calls", model }];
  return {
    meters: [{ id: "calls", unit: "request" }],
    plans: [{ ...pro, prices: [{ ...price, metered }, higher] }],
    experiments: undefined,
  };
}

describe("lintPricing", () => {
  it("finds nothing in a clean price list", () => {
    expect(findings({})).toEqual([]);
    expect(findings({}, "stripe")).toEqual([]);
  });

  it("says what is the case and what to do, errors first", () => {
    const catalog = catalogSchema.parse({
      ...clean,
      ...withPrices({ id: "old", amount: "20", interval: "month", listed: false }),
    });
    const all = lintPricing(catalog, { provider: "stripe" });
    expect(all.map(({ severity }) => severity)).toEqual(["error", "warning"]);
    for (const { message } of all) expect(message).toMatch(/"old".+;.+/);
  });

  describe("of experiments", () => {
    const year = { id: "pro-year", amount: "290", interval: "year", listed: false, providers: { stripe: "price_290" } };
    const inEuro = { ...year, id: "pro-eur", interval: "month", currency: "EUR", providers: { stripe: "price_eur" } };
    it.each([
      ["interval", year],
      ["currency", inEuro],
    ])("wants variants at the same %s", (_, other) => {
      const changed = { ...experiment, variants: [variants[0], { key: "high", prices: [other.id] }] };
      expect(findings({ ...withPrices(other), experiments: [changed, { ...experiment, key: "other" }] })).toEqual([
        "error variants-of-different-prices experiments.0.variants.0.prices",
        "error variants-of-different-prices experiments.0.variants.1.prices",
      ]);
    });

    it("wants variants of the same plan", () => {
      const team = {
        id: "team",
        name: "Team",
        prices: [{ ...higher, id: "team-30", listed: true, providers: { stripe: "t" } }],
      };
      const changed = { ...experiment, variants: [...variants, { key: "team", prices: ["team-30"] }] };
      expect(findings({ plans: [pro, team], experiments: [changed] })).toEqual([
        "error variants-of-different-prices experiments.0.variants.0.prices",
        "error variants-of-different-prices experiments.0.variants.1.prices",
        "error variants-of-different-prices experiments.0.variants.2.prices",
        "warning variants-alike experiments.0.variants.2",
      ]);
    });

    it("takes the listed price for a control without one", () => {
      expect(
        findings({ experiments: [{ ...experiment, variants: [{ key: "low", prices: [] }, variants[1]] }] }),
      ).toEqual([]);
    });

    it("wants to be told what else differs", () => {
      const changed = { ...experiment, variants: [variants[0], { ...variants[1], payload: { trialDays: 30 } }] };
      expect(findings({ experiments: [changed] })).toEqual(["error variants-differ-in-more experiments.0.variants"]);
      expect(findings({ experiments: [{ ...changed, changes: ["trial"] }] })).toEqual([]);
    });

    it("warns of variants that show the same amounts", () => {
      const twin = { ...higher, id: "pro-25b", amount: "25.00", providers: { stripe: "price_25b" } };
      const changed = { ...experiment, variants: [...variants, { key: "same", prices: ["pro-25b"] }] };
      expect(findings({ ...withPrices(twin), experiments: [changed] })).toEqual([
        "warning variants-alike experiments.0.variants.2",
      ]);
    });
  });

  describe("of payment providers", () => {
    it("warns of tests that nobody can pay, until a provider is in use", () => {
      const bare = { ...higher, providers: undefined };
      const plans = [{ ...pro, prices: [{ ...price, providers: undefined }, bare] }];
      const path = (index: number) => `plans.0.prices.${index}.providers`;
      expect(findings({ plans })).toEqual([`warning no-provider-id ${path(0)}`, `warning no-provider-id ${path(1)}`]);
      expect(findings({ plans, experiments: undefined }).filter((one) => one.includes("provider"))).toEqual([]);
      expect(findings({ plans: [{ ...pro, prices: [price, bare] }] }, "stripe")).toEqual([
        `error no-provider-id ${path(1)}`,
      ]);
      expect(findings({}, "lemonsqueezy")).toHaveLength(2);
    });

    it("asks no provider id of what is free", () => {
      const free = { id: "free", name: "Free", prices: [{ id: "free-0", amount: "0.00", interval: "month" }] };
      expect(findings({ plans: [pro, free] }, "stripe")).toEqual([]);
    });

    it("finds an id that two prices share", () => {
      const plans = [{ ...pro, prices: [price, { ...higher, providers: { stripe: "price_25" } }] }];
      expect(findings({ plans })).toEqual(["error shared-provider-id plans.0.prices.1.providers.stripe"]);
    });
  });

  it.each([
    [
      "a year dearer than twelve months",
      { id: "y", amount: "300.01", interval: "year" },
      ["yearly-dearer plans.0.prices.2"],
    ],
    ["no year of twelve months", { id: "y", amount: "300", interval: "year" }, []],
    [
      "dollars copied to yen",
      { id: "jpy", amount: "25", currency: "JPY", interval: "month" },
      ["same-number-in-another-currency plans.0.prices.2.amount"],
    ],
    ["no dollars copied to euros", { id: "eur", amount: "25", currency: "EUR", interval: "month" }, []],
    [
      "a price that nobody sees",
      { id: "old", amount: "20", interval: "month", listed: false },
      ["unused-price plans.0.prices.2"],
    ],
    [
      "a currency without a year",
      [
        { id: "y", amount: "250", interval: "year" },
        { id: "eur", amount: "25", currency: "EUR", interval: "month" },
      ],
      ["currency-gap plans.0.prices"],
    ],
  ])("finds %s", (_, added, expected) => {
    expect(findings(withPrices(...[added].flat()))).toEqual(expected.map((finding) => `warning ${finding}`));
  });

  it("finds currencies that do not exist", () => {
    const jyp = { id: "jyp", amount: "3900", currency: "JYP", interval: "month" };
    expect(findings(withPrices(jyp))).toEqual(["error unknown-currency plans.0.prices.2.currency"]);
  });

  it("finds plans that list nothing, and trials of nothing", () => {
    const hidden = { id: "hidden", name: "Hidden", prices: [{ ...higher, id: "h", providers: { stripe: "h" } }] };
    const forever = { id: "once", name: "Once", trialDays: 7, prices: [{ id: "o", amount: "9", interval: "once" }] };
    expect(findings({ plans: [pro, hidden, { ...hidden, id: "asked", custom: true, prices: [] }, forever] })).toEqual([
      "warning nothing-listed plans.1.prices",
      "warning trial-of-nothing plans.3.trialDays",
      "warning unused-price plans.1.prices.0",
    ]);
  });

  describe("of packs", () => {
    const pack = (id: string, amount: string, credits: string, bonus: string, more = {}) => ({
      id,
      name: id,
      credits,
      bonus,
      prices: [{ id: `${id}-price`, amount }],
      ...more,
    });
    const packs = [pack("s", "10", "1000", "200"), pack("m", "25", "2500", "700"), pack("l", "50", "5000", "2000")];

    it("finds nothing where the bonus grows", () => {
      expect(findings({ creditValue: "0.01", packs })).toEqual([]);
    });

    it("finds a pack that is worse than a smaller one for the same meters", () => {
      const worse = pack("xl", "100", "10000", "3999");
      expect(findings({ creditValue: "0.01", packs: [...packs, worse] })).toEqual([
        "warning pack-worse-than-smaller packs.3",
      ]);
      const meters = [{ id: "tokens", unit: "token" }];
      const restricted = { ...worse, meters: ["tokens"] };
      expect(findings({ creditValue: "0.01", meters, packs: [...packs, restricted] })).toEqual([]);
    });

    it("finds paid credits that are not worth the price", () => {
      expect(findings({ creditValue: "0.01", packs: [pack("s", "10", "1200", "0")] })).toEqual([
        "warning pack-not-worth-its-price packs.0.credits",
      ]);
    });
  });

  it("finds quantities without a price, and tiers that get dearer", () => {
    const path = "plans.0.prices.0.metered.0.model.tiers";
    const quiet = ["warning unused-price plans.0.prices.1"];
    const tiers = [{ upTo: "10", perUnit: "2" }, { perUnit: "1" }];
    expect(findings(withModel({ type: "graduated", tiers }))).toEqual(quiet);
    expect(findings(withModel({ type: "volume", tiers: [{ upTo: "10", perUnit: "2" }] }))).toEqual([
      `error tier-gap ${path}`,
      ...quiet,
    ]);
    expect(findings(withModel({ type: "graduated", tiers: [tiers[0], { perUnit: "2.5" }] }))).toEqual([
      ...quiet,
      `warning tier-dearer ${path}.1`,
    ]);
  });

  it("finds meters that cost nothing to use", () => {
    const meters = [{ id: "calls", unit: "request" }];
    expect(findings({ meters })).toEqual(["warning unused-meter meters.0"]);
    expect(findings({ meters, markup: [{ percent: "10" }] })).toEqual([]);
  });

  it.each([
    [
      "a variant that no experiment has",
      { match: { variant: "hihg" }, percent: "5" },
      "markup-never-matches markup.1.match.variant",
    ],
    [
      "a model that hours do not have",
      { match: { meter: "hours", model: "m" }, percent: "5" },
      "markup-never-matches markup.1.match.meter",
    ],
    ["a discount on the cost", { match: { plan: "pro" }, percent: "-5" }, "markup-below-cost markup.1"],
    ["a multiplier below one", { match: { plan: "pro" }, multiplier: "0.9" }, "markup-below-cost markup.1"],
    [
      "a price below the unit's cost",
      { match: { meter: "hours" }, fixedPerUnit: "0.06" },
      "markup-below-cost markup.1",
    ],
    ["a share of nothing", { match: { keySource: "byok" }, percent: "30" }, "byok-without-fee markup.1"],
    ["nothing about a fee", { match: { keySource: "byok" }, percent: "0", platformFee: "0.001" }, null],
    ["nothing about no markup", { match: { plan: "pro" }, percent: "0" }, null],
  ])("finds %s in markup", (_, rule, expected) => {
    const meters = [{ id: "hours", unit: "hour", unitCost: "0.07" }];
    expect(findings({ meters, markup: [{ percent: "30" }, rule] })).toEqual(
      expected === null ? [] : [`warning ${expected}`],
    );
  });

  it("finds usage that no rule is for", () => {
    expect(findings({ markup: [{ match: { plan: "pro" }, percent: "5" }] })).toEqual([
      "warning no-default-markup markup",
    ]);
  });

  it("finds plans that are the cheapest way to credits", () => {
    const credits = (amount: string) => ({
      creditValue: "0.01",
      plans: [{ ...pro, credits: { amount, per: "month" } }],
    });
    expect(findings(credits("2500"))).toEqual([]);
    expect(findings(credits("2500.1"))).toEqual(["warning credits-dearer-than-plan plans.0.credits.amount"]);
  });

  it("finds dearer plans that grant less, and features with two names", () => {
    const seats = (limit: number, name = "Seats") => ({ id: "seats", name, type: "limit", limit });
    const team = { id: "team", name: "Team", prices: [{ id: "team-99", amount: "99", interval: "month" }] };
    const plans = (dear: object) => ({
      plans: [
        { ...pro, features: [seats(5)] },
        { ...team, features: [dear] },
      ],
    });
    expect(findings(plans(seats(20)))).toEqual([]);
    expect(findings(plans({ id: "seats", name: "Seats", type: "unlimited" }))).toEqual([]);
    expect(findings(plans(seats(4)))).toEqual(["warning dearer-plan-grants-less plans.1.features.0"]);
    expect(findings(plans(seats(9, "Users")))).toEqual(["warning feature-renamed plans.1.features.0.name"]);
  });
});
