import { createSign, createVerify, generateKeyPairSync } from "node:crypto";
import { checkEntitlement, pricingDocument } from "@pricewright/core/catalog";
import { type FixedCost, marginReport } from "@pricewright/core/credits";
import { describe, expect, it } from "vitest";
import { planOf, priceOf } from "./find-in-list.ts";
import { infrastructureCost } from "./infrastructure-cost.ts";
import { type LicenceClaims, licenceClaims } from "./licence-claims.ts";
import stackPerCustomer, { infrastructurePerMonth } from "./stack-per-customer.ts";

const at = "2026-03-02T00:00:00Z";
const currency = "USD";

describe("the plans of a stack per customer", () => {
  it("are starter, professional and enterprise, of which enterprise has monitoring of its own", () => {
    const monitoring = stackPerCustomer.plans.map((plan) => {
      return [plan.id, checkEntitlement(plan, "dedicated-monitoring").allowed];
    });
    expect(monitoring).toEqual([
      ["starter", false],
      ["professional", false],
      ["enterprise", true],
    ]);
  });

  it("keep monitoring data of enterprise for 15 days, or up to 30", () => {
    const enterprise = planOf(stackPerCustomer, "enterprise");
    expect(enterprise.features).toContainEqual(expect.objectContaining({ id: "default-retention-days", value: 15 }));
    expect(checkEntitlement(enterprise, "retention", 29)).toMatchObject({ allowed: true, limit: 30 });
    expect(checkEntitlement(enterprise, "retention", 30).allowed).toBe(false);
  });

  it("keep settings from pages", () => {
    const document = JSON.stringify(pricingDocument({ catalog: stackPerCustomer, assignments: [] }));
    expect(document).toContain("Dedicated monitoring");
    expect(document).not.toContain("default-retention-days");
  });
});

describe("the licence of a stack", () => {
  const claims = licenceClaims(planOf(stackPerCustomer, "enterprise"), {
    customer: "acme",
    expiresAt: new Date("2027-01-01T00:00:00Z"),
  });
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const payload = JSON.stringify(claims);
  const signature = createSign("sha256").update(payload).sign(privateKey);
  const verifies = (text: string) => createVerify("sha256").update(text).verify(publicKey, signature);

  it("carries what the plan grants, without the price list", () => {
    expect(verifies(payload)).toBe(true);
    const read: LicenceClaims = JSON.parse(payload);
    expect([read.sub, read.plan, read.exp]).toEqual(["acme", "enterprise", Date.parse("2027-01-01") / 1000]);
    expect(checkEntitlement(read, "dedicated-monitoring").allowed).toBe(true);
    expect(checkEntitlement(read, "retention", 29)).toMatchObject({ allowed: true, limit: 30 });
    expect(checkEntitlement(read, "retention", 30).allowed).toBe(false);
    expect(payload).not.toContain(priceOf(stackPerCustomer, "enterprise-149").amount);
  });

  it("no longer verifies where someone granted themselves more", () => {
    expect(verifies(payload.replace('"limit":30', '"limit":90'))).toBe(false);
  });
});

describe("the margin of a stack per customer", () => {
  const paid = (customer: string, plan: string, amount: string) => {
    return { at, customer, plan, kind: "fee", currency, amount } as const;
  };
  const professional = priceOf(stackPerCustomer, "professional-49").amount;
  const enterprise = priceOf(stackPerCustomer, "enterprise-149").amount;

  it.each([
    ["professional", professional, "15", "34"],
    ["professional", professional, "20", "29"],
    ["enterprise", enterprise, "45", "104"],
    ["enterprise", enterprise, "60", "89"],
  ] as const)("%s pays %s, costs %s and leaves %s", (plan, price, cost, margin) => {
    expect(Object.values(infrastructurePerMonth[plan])).toContain(cost);
    const fixed: FixedCost = { at, name: "infrastructure", customer: "acme", plan, currency, amount: cost };
    expect(marginReport([], [paid("acme", plan, price)], [fixed]).total.margin).toBe(margin);
  });

  it("is known for each customer from what the exporter measured", () => {
    const measured = (customer: string, plan: string, value: string) =>
      infrastructureCost(
        { status: "success", data: { resultType: "vector", result: [{ metric: {}, value: [1_772_409_600, value] }] } },
        { customer, plan, currency },
      );
    const { total, byCustomer, byPlan } = marginReport(
      [],
      [paid("acme", "professional", professional), paid("globex", "enterprise", enterprise)],
      [measured("acme", "professional", "17.28"), measured("globex", "enterprise", "54.719999999999995")],
    );
    expect(total).toEqual({ revenue: "198", cost: "72", margin: "126", marginPercent: "63.64" });
    expect(byCustomer.map(({ key, source, margin }) => [key, source, margin])).toEqual([
      ["acme", "fee", "49"],
      ["acme", "fixed", "-17.28"],
      ["globex", "fee", "149"],
      ["globex", "fixed", "-54.72"],
    ]);
    expect(byPlan.filter(({ source }) => source === "fixed").map(({ key, cost }) => [key, cost])).toEqual([
      ["enterprise", "54.72"],
      ["professional", "17.28"],
    ]);
  });
});
