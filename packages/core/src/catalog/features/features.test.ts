import { describe, expect, it } from "vitest";
import { definePricing } from "../define-pricing.ts";
import { checkEntitlement } from "./check-entitlement.ts";
import { checkQuota } from "./check-quota.ts";
import { compareFeatures } from "./compare-features.ts";

const catalog = definePricing({
  currency: "USD",
  meters: [{ id: "uses", unit: "request" }],
  plans: [
    {
      id: "core",
      name: "Core",
      prices: [{ id: "core-25", amount: "25", interval: "month" }],
      features: [
        "Support by people",
        { id: "tasks", name: "Tasks at once", type: "limit", limit: 3 },
        { id: "automations", name: "Automations", type: "limit", limit: 1500, per: "month" },
        { id: "sso", name: "Single sign-on", type: "boolean", included: false },
        { id: "region", name: "Region", type: "config", value: "eu" },
        { id: "storage", name: "Storage", type: "limit", limit: 0, unit: "GB" },
      ],
      quotas: [{ meter: "uses", limit: "1000", per: "month" }],
    },
    {
      id: "pro",
      name: "Pro",
      prices: [{ id: "pro-50", amount: "50", interval: "month" }],
      features: [
        { id: "automations", name: "Automations", type: "unlimited" },
        { id: "sso", name: "Single sign-on", type: "boolean", included: true },
        { id: "storage", name: "Storage", type: "limit", limit: 10, unit: "GB" },
      ],
      quotas: [{ meter: "uses", limit: "10000", per: "month", beyond: "charge" }],
    },
  ],
});
const [core, pro] = catalog.plans as [(typeof catalog.plans)[0], (typeof catalog.plans)[0]];

describe("checkEntitlement", () => {
  it.each([
    [core, "tasks", 2, { allowed: true, limit: 3, remaining: 1, per: null, reason: "within-limit" }],
    [core, "tasks", 3, { allowed: false, limit: 3, remaining: 0, per: null, reason: "limit-reached" }],
    [core, "tasks", 4, { allowed: false, limit: 3, remaining: 0, per: null, reason: "limit-reached" }],
    [core, "automations", 0, { allowed: true, limit: 1500, remaining: 1500, per: "month", reason: "within-limit" }],
    [pro, "automations", 1e9, { allowed: true, limit: null, remaining: null, per: null, reason: "unlimited" }],
    [core, "sso", 0, { allowed: false, limit: null, remaining: null, per: null, reason: "not-included" }],
    [pro, "sso", 0, { allowed: true, limit: null, remaining: null, per: null, reason: "included" }],
    [core, "region", 0, { allowed: true, limit: null, remaining: null, per: null, reason: "included" }],
    [core, "storage", 0, { allowed: false, limit: 0, remaining: 0, per: null, reason: "not-included" }],
    [pro, "tasks", 0, { allowed: false, limit: null, remaining: null, per: null, reason: "not-included" }],
  ] as const)("%# says whether another use is allowed, and why", (plan, feature, used, expected) => {
    expect(checkEntitlement(plan, feature, used)).toEqual(expected);
  });

  it("knows the features of the catalog when it compiles", () => {
    // @ts-expect-error no plan has such a feature
    expect(checkEntitlement(core, "task").allowed).toBe(false);
  });
});

describe("checkQuota", () => {
  it("allows what fits, to the last unit", () => {
    const check = (used: string, more: string) => checkQuota(core, "uses", "month", { used, more });
    expect(check("999.5", "0.5")).toEqual({ allowed: true, beyond: "0", remaining: "0.5" });
    expect(check("999.5", "0.6")).toEqual({ allowed: false, beyond: "0.1", remaining: "0.5" });
    expect(check("2000", "1")).toEqual({ allowed: false, beyond: "1", remaining: "0" });
  });

  it("lets usage go on where the plan charges for it, and where there is no quota", () => {
    const amounts = { used: "9999", more: "3" };
    expect(checkQuota(pro, "uses", "month", amounts)).toEqual({ allowed: true, beyond: "2", remaining: "1" });
    expect(checkQuota(pro, "uses", "day", amounts)).toEqual({ allowed: true, beyond: "0", remaining: null });
  });
});

describe("compareFeatures", () => {
  it("makes a row of each feature that customers see", () => {
    expect(
      compareFeatures(catalog.plans, { locale: "de-DE" }).map(({ name, cells }) => [
        name,
        ...cells.map(({ included, value }) => (included ? (value ?? "yes") : "no")),
      ]),
    ).toEqual([
      ["Tasks at once", "3", "no"],
      ["Automations", "1.500 per month", "unlimited"],
      ["Single sign-on", "no", "yes"],
      ["Storage", "no", "10 GB"],
    ]);
  });
});
