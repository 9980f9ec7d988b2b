import { describe, expect, it } from "vitest";
import type { Catalog } from "../catalog.ts";
import type { CatalogInput } from "../catalog-input.ts";
import { definePricing } from "../define-pricing.ts";
import { englishLabels } from "../document/document-labels.ts";
import { catalogSchema } from "./catalog-schema.ts";

const price = { id: "pro-25", amount: "25.00", interval: "month" } as const;
const pro = { id: "pro", name: "Pro", prices: [price] };

/** Paths and codes of everything that is wrong. */
function problemsOf(input: unknown): string[] {
  try {
    definePricing(input as CatalogInput);
    return [];
  } catch (error) {
    return (error as { problems: { path: (string | number)[]; code: string }[] }).problems.map(
      ({ path, code }) => `${path.join(".")} ${code}`,
    );
  }
}

describe("catalogSchema", () => {
  it("reports shapes, names and amounts of an untyped file all at once", () => {
    expect(
      problemsOf({
        currency: "dollars",
        timeZone: "Mars/Olympus",
        plans: [
          {
            id: "pro",
            name: 7,
            colour: "red",
            prices: [
              { id: "a", amount: "1.234", currency: "USD", interval: "fortnight" },
              { id: "b", amount: "9", currency: "USD", interval: "month", metered: [{ meter: "gpu", model: {} }] },
            ],
            credits: { amount: "5", per: "month", rollover: { min: "9", max: "2" } },
          },
          { id: "none", name: "None" },
        ],
        packs: [{ id: "pro", name: "P", credits: "1.0000001", prices: [{ id: "b", amount: "1" }], meters: ["gpu"] }],
        markup: [{ match: { plan: "prp", meter: "gpu" } }, { percent: "50", multiplier: "2" }],
        experiments: [
          {
            key: "e",
            control: "z",
            variants: [
              { key: "x", prices: ["c"] },
              { key: "x", prices: [] },
            ],
          },
        ],
      }).sort(),
    ).toEqual(
      [
        "creditValue no-credit-value",
        "currency invalid_format",
        "experiments.0.control unknown-variant",
        "experiments.0.variants.0.prices.0 unknown-price",
        "experiments.0.variants.1.key duplicate-id",
        "markup.0 one-rate",
        "markup.0.match.meter unknown-meter",
        "markup.0.match.plan unknown-plan",
        "markup.1 one-rate",
        "packs.0.credits invalid_format",
        "packs.0.id duplicate-id",
        "packs.0.meters.0 unknown-meter",
        "packs.0.prices.0.id duplicate-id",
        "plans.0 unrecognized_keys",
        "plans.0.credits.rollover.min invalid-rollover",
        "plans.0.name invalid_type",
        "plans.0.prices.0.amount invalid-amount",
        "plans.0.prices.0.interval invalid_value",
        "plans.0.prices.1.metered.0.meter unknown-meter",
        "plans.0.prices.1.metered.0.model.type invalid_union",
        "plans.1.prices no-price",
        "timeZone unknown-time-zone",
      ].sort(),
    );
  });

  it.each([
    ["nothing", null],
    ["a list", []],
    ["fields of the wrong kind", { currency: 1, plans: "all", packs: {}, meters: 4, markup: "x", experiments: [null] }],
    ["plans of the wrong kind", { currency: "USD", plans: [null, 3, { prices: [null], features: 3, quotas: [1] }] }],
  ])("refuses %s without falling over it", (_, input) => {
    expect(problemsOf(input).length).toBeGreaterThan(0);
  });

  it.each([
    ["39.00", "JPY", /39\.00 has 2 and JPY has no decimals; is it meant in another currency\?/],
    ["39.5", "JPY", /39\.5 has 1 and JPY has no decimals/],
    ["39.001", "USD", /has 3 and USD has 2 decimals/],
    ["1.2345", "KWD", /has 4 and KWD has 3 decimals/],
    ["-1", "USD", /below 0/],
    ["1e3", "USD", /plain decimal string/],
    ["3,900", "JPY", /plain decimal string/],
  ])("does not take %s %s for a price", (amount, currency, message) => {
    expect(() => definePricing({ currency, plans: [{ ...pro, prices: [{ ...price, amount }] }] })).toThrow(message);
  });

  it("keeps every currency's own scale", () => {
    const priced = [
      { id: "usd", amount: "39.00", interval: "month" },
      { id: "jpy", amount: "3900", currency: "JPY", interval: "month" },
      { id: "kwd", amount: "12.500", currency: "KWD", interval: "month" },
    ] as const;
    const { plans } = definePricing({ currency: "USD", plans: [{ ...pro, prices: priced }] });
    expect(plans[0]?.prices.map(({ amount, currency }) => `${amount} ${currency}`)).toEqual([
      "39.00 USD",
      "3900 JPY",
      "12.500 KWD",
    ]);
  });

  it.each([
    ["0.01", []],
    ["0.000001", []],
    ["0.0000010", []],
    ["0.0000001", ["creditValue invalid-credit-value"]],
    ["0", ["creditValue invalid-credit-value"]],
    ["1e-2", ["creditValue invalid-credit-value"]],
  ])("takes %s for what a credit is worth, or not", (creditValue, expected) => {
    expect(problemsOf({ currency: "USD", creditValue, plans: [pro] })).toEqual(expected);
  });

  it("refuses tiers that do not go up, and one without an end before the last", () => {
    const withTiers = (...bounds: (string | undefined)[]) => ({
      currency: "USD",
      meters: [{ id: "calls", unit: "request" }],
      plans: [
        {
          ...pro,
          prices: [
            {
              ...price,
              metered: [
                {
                  meter: "calls",
                  model: { type: "graduated", tiers: bounds.map((upTo) => ({ perUnit: "1", ...(upTo && { upTo }) })) },
                },
              ],
            },
          ],
        },
      ],
    });
    expect(problemsOf(withTiers("10", "20.5", undefined))).toEqual([]);
    expect(problemsOf(withTiers("10", "9", undefined))).toEqual([
      "plans.0.prices.0.metered.0.model.tiers.1.upTo tiers-out-of-order",
    ]);
    expect(problemsOf(withTiers("10", "10.0"))).toHaveLength(1);
    expect(problemsOf(withTiers(undefined, "10"))).toEqual([
      "plans.0.prices.0.metered.0.model.tiers.0.upTo tiers-out-of-order",
    ]);
  });

  it("refuses markup rules that tie, margins of 1 and limits that cross", () => {
    const rules = (...markup: unknown[]) => problemsOf({ currency: "USD", plans: [pro], markup });
    expect(rules({ percent: "50" }, { match: { plan: "pro" }, percent: "0" })).toEqual([]);
    expect(rules({ percent: "50" }, { match: {}, multiplier: "2" })).toEqual(["markup.1.match rules-tie"]);
    expect(rules({ targetMargin: "1" })).toEqual(["markup.0.targetMargin invalid-margin"]);
    expect(rules({ percent: "5", minimumCharge: "2", maximumCharge: "1" })).toEqual([
      "markup.0.minimumCharge invalid-limits",
    ]);
  });

  it("refuses two prices in one place of a variant, variants without weight, and packs for no meter", () => {
    const prices = [price, { ...price, id: "pro-30", amount: "30", listed: false }];
    const experiment = { key: "e", control: "x", variants: [{ key: "x", prices: ["pro-25", "pro-30"], weight: 0 }] };
    expect(
      problemsOf({
        currency: "USD",
        creditValue: "1",
        plans: [{ ...pro, prices }],
        packs: [{ id: "p", name: "P", credits: "1", prices: [{ id: "p-1", amount: "1" }], meters: [] }],
        experiments: [{ ...experiment, variants: [...experiment.variants, { key: "y", prices: [], weight: 0 }] }],
      }),
    ).toEqual([
      "packs.0.meters too_small",
      "experiments.0.variants no-weight",
      "experiments.0.variants.0.prices.1 two-prices-in-one-place",
    ]);
  });

  it("wants every word of a language, every place in it, and a language that there is", () => {
    const { fee: _, ...words } = englishLabels;
    const labels = {
      de: { ...words, feature: "{name}", trial: { one: "ein Tag", other: "Tage frei" }, intervals: { once: "einmal" } },
      "not a tag": englishLabels,
    };
    expect(problemsOf({ currency: "EUR", plans: [pro], labels }).sort()).toEqual([
      "labels.de.feature custom",
      "labels.de.fee invalid_type",
      "labels.de.intervals.month invalid_type",
      "labels.de.intervals.year invalid_type",
      "labels.de.trial.other custom",
      "labels.not a tag invalid_key",
    ]);
    expect(problemsOf({ currency: "EUR", plans: [pro], labels: { "pt-BR": englishLabels } })).toEqual([]);
  });

  it("accepts what it returns, and returns the same again", () => {
    const catalog: Catalog = definePricing({
      currency: "EUR",
      creditValue: "0.01",
      timeZone: "Europe/Berlin",
      plans: [
        { ...pro, features: ["Support", { id: "seats", name: "Seats", type: "limit", limit: 5 }] },
        { id: "enterprise", name: "Enterprise", custom: true },
      ],
      packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
      markup: [{ percent: "0" }],
    });
    expect(catalog.packs?.[0]?.prices).toEqual([
      { id: "small-10", amount: "10", currency: "EUR", interval: "once", listed: true },
    ]);
    expect(catalogSchema.parse(catalog)).toEqual(catalog);
  });
});
