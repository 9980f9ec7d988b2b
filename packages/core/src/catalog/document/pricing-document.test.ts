import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pricingDocumentSchema } from "../../api/pricing-document.ts";
import { createAssigner } from "../../assignment/create-assigner.ts";
import type { CatalogInput } from "../catalog-input.ts";
import { definePricing } from "../define-pricing.ts";
import { runningExperiments } from "../running-experiments.ts";
import { englishLabels } from "./document-labels.ts";
import { pricingDocument } from "./pricing-document.ts";

const agent = definePricing({
  currency: "USD",
  creditValue: "0.01",
  meters: [
    { id: "tokens", unit: "token" },
    { id: "sandbox", name: "Sandboxes", unit: "hour", unitCost: "0.07" },
  ],
  plans: [
    {
      id: "core",
      name: "Core",
      features: ["Support", { id: "tasks", name: "Tasks at once", type: "limit", limit: 3 }],
      prices: [
        {
          id: "core-25",
          amount: "25",
          interval: "month",
          metered: [{ meter: "sandbox", model: { type: "per-unit", perUnit: "0.15" } }],
          fees: [{ name: "Set-up", amount: "500", interval: "once" }],
        },
        { id: "core-250", amount: "250", interval: "year" },
      ],
      credits: { amount: "1000", per: "month" },
      trialDays: 14,
    },
    {
      id: "enterprise",
      name: "Enterprise",
      custom: true,
      features: [
        { id: "tasks", name: "Tasks at once", type: "unlimited" },
        { id: "route", name: "Route", type: "config", value: "cluster-7" },
        { id: "sso", name: "Single sign-on", type: "boolean", included: false },
      ],
    },
  ],
  packs: [
    {
      id: "small",
      name: "Small",
      credits: "1000",
      bonus: "200",
      meters: ["sandbox"],
      expiresAfter: { count: 1, unit: "year" },
      prices: [
        { id: "small-10", amount: "10" },
        { id: "small-12", amount: "12", listed: false },
      ],
      available: { from: "2026-02-01T00:00:00Z", until: "2026-03-01T00:00:00Z" },
    },
  ],
  experiments: [
    {
      key: "pack-price",
      control: "ten",
      variants: [
        { key: "ten", prices: ["small-10"] },
        { key: "twelve", prices: ["small-12"] },
      ],
    },
  ],
});

describe("pricingDocument", () => {
  it("says which of its prices an experiment tests, whichever variant it shows", () => {
    const tested = (variant: string, currency = "USD") =>
      pricingDocument({
        catalog: agent,
        currency,
        assignments: [{ experiment: "pack-price", variant, reason: "assigned", slot: 1, counted: true }],
      }).experiments;
    expect(tested("ten")).toEqual([{ key: "pack-price", variant: "ten", counted: true, prices: ["small-10"] }]);
    expect(tested("twelve")).toEqual([{ key: "pack-price", variant: "twelve", counted: true, prices: ["small-12"] }]);
    expect(tested("twelve", "EUR")[0]?.prices).toEqual([]);
  });

  it("writes trials in the plural forms of its language", () => {
    const labels = { ...englishLabels, trial: { one: "{days} Tag frei", other: "{days} Tage frei" } };
    const trial = (trialDays: number | undefined) => {
      const catalog = definePricing({
        currency: "EUR",
        plans: [{ id: "pro", name: "Pro", trialDays, prices: [{ id: "pro-9", amount: "9", interval: "month" }] }],
      });
      return pricingDocument({ catalog, assignments: [], locale: "de-DE", labels }).plans[0]?.trialLabel;
    };
    expect([trial(1), trial(14), trial(undefined)]).toEqual(["1 Tag frei", "14 Tage frei", null]);
  });

  it("speaks the catalog's language of the page, its language without the country, or else English", () => {
    const german = { ...englishLabels, trial: { one: "{days} Tag frei", other: "{days} Tage frei" } };
    const austrian = { ...german, trial: { other: "{days} Tage gratis" } };
    const catalog = definePricing({
      currency: "EUR",
      labels: { de: german, "de-at": austrian },
      plans: [{ id: "pro", name: "Pro", trialDays: 14, prices: [{ id: "pro-9", amount: "9", interval: "month" }] }],
    });
    const trial = (locale: string | undefined) =>
      pricingDocument({ catalog, assignments: [], ...(locale === undefined ? {} : { locale }) }).plans[0]?.trialLabel;
    expect(["de-AT", "de-CH-1901", "DE", "nl-NL", undefined].map(trial)).toEqual([
      "14 Tage gratis",
      "14 Tage frei",
      "14 Tage frei",
      "14 days free",
      "14 days free",
    ]);
  });

  it("labels features, usage, fees, credits and packs", () => {
    const { plans, packs, intervals } = pricingDocument({ catalog: agent, assignments: [] });
    expect(intervals).toEqual(["month", "year"]);
    expect(plans[0]).toMatchObject({
      features: ["Support", "Tasks at once: 3"],
      entitlements: [{ id: "tasks", type: "limit", limit: 3, label: "Tasks at once: 3" }],
      custom: false,
      trialDays: 14,
      credits: { amount: "1000", per: "month", label: "1,000 credits per month" },
      prices: [
        {
          formatted: "$25",
          metered: [{ name: "Sandboxes", unit: "hour", label: "Sandboxes: $0.15 per hour" }],
          fees: [{ name: "Set-up", label: "Set-up: $500 once" }],
        },
        { formatted: "$250" },
      ],
    });
    expect(plans[1]).toMatchObject({ custom: true, prices: [], features: ["Tasks at once: unlimited"] });
    expect(plans[1]?.entitlements.map(({ id }) => id)).toEqual(["tasks", "sso"]);
    expect(packs).toEqual([
      {
        id: "small",
        name: "Small",
        description: null,
        prices: [{ id: "small-10", amount: "10", currency: "USD", interval: "once", formatted: "$10" }],
        credits: "1200",
        bonus: "200",
        meters: ["Sandboxes"],
        expiresAfter: { count: 1, unit: "year" },
        label: "1,200 credits, 200 of them free",
      },
    ]);
  });

  it("shows what is available at a time", () => {
    const packsAt = (at: string) => pricingDocument({ catalog: agent, assignments: [], at: new Date(at) }).packs.length;
    expect(["2026-01-31T23:59:59Z", "2026-02-01", "2026-02-28T23:59:59Z", "2026-03-01"].map(packsAt)).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it("tests prices of packs too, with the experiments of the catalog", () => {
    const assigner = createAssigner(runningExperiments(agent));
    const twelve = assigner.assign("pack-price", { id: "v_1", overrides: { "pack-price": "twelve" } });
    expect(pricingDocument({ catalog: agent, assignments: [twelve] }).packs[0]?.prices[0]?.formatted).toBe("$12");
  });

  it("says what the whole price of a tier is not, and writes sub-cent amounts in full", () => {
    const label = (model: object) => {
      const metered = [{ meter: "tokens", model }];
      const { plans } = pricingDocument({
        catalog: definePricing({
          currency: "USD",
          meters: [{ id: "tokens", name: "Tokens", unit: "token" }],
          plans: [{ id: "p", name: "P", prices: [{ id: "p-0", amount: "0", interval: "month", metered }] }],
        } as CatalogInput),
        assignments: [],
      });
      return plans[0]?.prices[0]?.metered?.[0]?.label;
    };
    expect(label({ type: "per-unit", perUnit: "0.000003" })).toBe("Tokens: $0.000003 per token");
    expect(label({ type: "package", size: "1000000", perPackage: "3" })).toBe("Tokens: $3 per 1,000,000 token");
    expect(label({ type: "percentage", percent: "2.9" })).toBe("Tokens: 2.9 % per token");
    expect(label({ type: "volume", tiers: [{ upTo: "10", perUnit: "2" }, { perUnit: "1.50" }] })).toBe(
      "Tokens: from $1.50 per token",
    );
  });

  it("fits the schema of the API", () => {
    const document = pricingDocument({ catalog: agent, assignments: [] });
    expect(pricingDocumentSchema.parse(document)).toEqual(document);
  });

  it("says nothing of costs, markup, weights, provider ids, settings and what others see", () => {
    // Every field that a browser must not see holds a marker that nothing else holds.
    const marker = fc.integer({ min: 100_000, max: 999_999 }).map((number) => `77${number}`);
    const secrets = fc.record({
      unitCost: marker,
      percent: marker,
      fee: marker,
      weight: marker.map(Number),
      stripe: marker,
      lemonsqueezy: marker,
      config: marker,
      hidden: marker,
      payload: marker,
      amount: marker,
      variant: marker,
      packAmount: marker,
      name: marker,
      model: marker,
      customer: marker,
    });
    fc.assert(
      fc.property(secrets, fc.constantFrom("en-US", "de-DE", "ja-JP"), (secret, locale) => {
        const providers = { stripe: secret.stripe, lemonsqueezy: secret.lemonsqueezy };
        const catalog = definePricing({
          currency: "USD",
          creditValue: "0.01",
          meters: [{ id: "tokens", unit: "token", unitCost: secret.unitCost }],
          plans: [
            {
              id: "pro",
              name: "Pro",
              features: [
                { id: "route", name: "Route", type: "config", value: secret.config },
                { id: "flag", name: secret.hidden, type: "boolean", included: true, listed: false },
              ],
              prices: [
                { id: "pro-1", amount: "1", interval: "month", providers },
                { id: `pro-${secret.amount}`, amount: secret.amount, interval: "month", listed: false, providers },
              ],
            },
          ],
          packs: [
            {
              id: "small",
              name: "Small",
              credits: "100",
              prices: [
                { id: "small-1", amount: "1", providers },
                { id: `small-${secret.packAmount}`, amount: secret.packAmount, listed: false },
              ],
            },
          ],
          markup: [
            { match: { model: secret.model, customer: secret.customer }, percent: secret.percent },
            { multiplier: secret.percent, platformFee: secret.fee },
          ],
          experiments: [
            {
              key: "pro-price",
              name: secret.name,
              control: "low",
              changes: [secret.name],
              variants: [
                { key: "low", prices: ["pro-1"], weight: secret.weight, payload: secret.payload },
                {
                  key: `high-${secret.variant}`,
                  prices: [`pro-${secret.amount}`, `small-${secret.packAmount}`],
                  weight: secret.weight + 1,
                },
              ],
            },
          ],
        });
        const assignments = [
          { experiment: "pro-price", variant: "low", reason: "assigned", slot: 7_700_000, counted: true } as const,
        ];
        const text = JSON.stringify(pricingDocument({ catalog, assignments, locale }));
        expect(text.replace(/\D/g, "")).not.toContain("77");
        for (const value of Object.values(secret)) expect(text).not.toContain(String(value));
        for (const field of ["unitCost", "markup", "weight", "providers", "listed", "payload", "slot"])
          expect(text).not.toContain(`"${field}"`);
      }),
    );
  });
});

describe("a document while the catalog changes", () => {
  const price = (id: string, amount: string, listed = true) => ({ id, amount, interval: "month" as const, listed });
  const version = (...prices: ReturnType<typeof price>[]) =>
    definePricing({ currency: "USD", plans: [{ id: "pro", name: "Pro", prices }] });
  const own = version(price("pro-25", "25"), price("pro-29", "29", false));
  const newest = version(price("pro-35", "35"));
  const test = {
    key: "t",
    variants: [
      { key: "a", prices: [] },
      { key: "b", prices: ["pro-29"] },
    ],
  };
  const shown = (variant: string, more: object = {}) =>
    pricingDocument({
      catalog: newest,
      experiments: [{ ...test, catalog: own }],
      assignments: [{ experiment: "t", variant, reason: "frozen", slot: null, counted: true }],
      ...more,
    }).plans[0]?.prices.map(({ id }) => id);

  it("shows what the test was started with, also to the arm without a price of its own", () => {
    expect([shown("a"), shown("b")]).toEqual([["pro-25"], ["pro-29"]]);
  });

  it("offers no withdrawn price: the listed one takes its place, or nothing", () => {
    const withdrawn = (...ids: string[]) => ({ withdrawn: new Set(ids) });
    expect(shown("b", withdrawn("pro-29"))).toEqual(["pro-25"]);
    expect(shown("b", withdrawn("pro-29", "pro-25"))).toEqual(["pro-35"]);
    expect(shown("b", withdrawn("pro-29", "pro-25", "pro-35"))).toEqual([]);
  });
});
