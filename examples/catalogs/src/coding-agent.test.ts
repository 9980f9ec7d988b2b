import { checkEntitlement, type Plan, pricingDocument } from "@pricewright/core/catalog";
import {
  applyCommands,
  balanceAt,
  burnDown,
  createGrant,
  emptyCreditState,
  packGrants,
  priceUsage,
  projectProfit,
} from "@pricewright/core/credits";
import { formatCredits, parseCredits } from "@pricewright/core/money";
import { describe, expect, it } from "vitest";
import codingAgent from "./coding-agent.ts";
import { costTableOf } from "./cost-table-of.ts";
import { planOf, priceOf } from "./find-in-list.ts";
import { sandboxHours } from "./sandbox-hours.ts";

const at = "2026-03-02T10:00:00Z";
const { creditValue = "", markup = [], packs = [] } = codingAgent;
const costTable = costTableOf(codingAgent, {
  id: "costs",
  version: "2026-03-01",
  effectiveFrom: "2026-03-01",
  models: [{ provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "3", output: "15" } }],
});

function tokens(plan: string) {
  return priceUsage(
    { type: "tokens", provider: "anthropic", model: "claude-sonnet-4-5", tokens: { input: 100_000, output: 0 } },
    { costTable, markup, plan, at, creditValue },
  );
}

function quantity(meter: string, quantity: string) {
  return priceUsage({ type: "quantity", meter, quantity }, { costTable, markup, plan: "core", at, creditValue });
}

/** The grants of a pack that is bought now, from what the list says of it. */
function bought(id: string) {
  const pack = packs.find((each) => each.id === id);
  if (pack === undefined) throw new Error(`There is no pack "${id}".`);
  return packGrants({ id, amount: parseCredits(pack.credits), bonus: parseCredits(pack.bonus ?? "0") });
}

describe("the plans of the coding agent", () => {
  it.each([
    ["core", "core-25", "25", 3, 5],
    ["pro", "pro-50", "50", 10, null],
  ] as const)("%s: %s costs %s a month, with %i tasks at once and %s automations", (id, price, amount, tasks, most) => {
    const plan = planOf(codingAgent, id);
    expect(priceOf(codingAgent, price)).toMatchObject({ amount, interval: "month", currency: "USD" });
    expect(checkEntitlement(plan, "tasks", tasks - 1)).toMatchObject({ allowed: true, limit: tasks, remaining: 1 });
    expect(checkEntitlement(plan, "tasks", tasks)).toMatchObject({ allowed: false, reason: "limit-reached" });
    expect(checkEntitlement(plan, "automations", 5)).toMatchObject({ allowed: most === null, limit: most });
  });

  it("has no listed price for Enterprise", () => {
    const shown = pricingDocument({ catalog: codingAgent, assignments: [] }).plans.find(
      ({ id }) => id === "enterprise",
    );
    expect(shown).toMatchObject({ custom: true, prices: [] });
  });
});

describe("the packs of the coding agent", () => {
  it.each([
    ["pack-10", 10, 12, 20],
    ["pack-25", 25, 32, 28],
    ["pack-50", 50, 70, 40],
    ["pack-100", 100, 150, 50],
  ])("%s: %i dollars buy %i of usage, a bonus of %i %%", (id, price, usage, percent) => {
    const pack = packs.find((each) => each.id === id);
    expect(pack?.prices).toMatchObject([{ amount: String(price), interval: "once" }]);
    const dollars = bought(id).map(({ kind, purchase, amount }) => [
      kind,
      purchase,
      Number(formatCredits(amount)) * Number(creditValue),
    ]);
    expect(dollars).toEqual([
      ["paid", id, price],
      ["promotional", id, (price * percent) / 100],
    ]);
    expect(dollars.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(usage);
  });

  it("burn their bonus first, at the price of what was used", () => {
    const grants = bought("pack-10").map((grant) => createGrant(grant, at));
    const { credits } = tokens("core");
    const { entries, shortfall } = burnDown(grants, parseCredits(credits ?? ""), { at });
    expect(entries.map((entry) => [entry.grant, formatCredits(entry.amount)])).toEqual([["pack-10/bonus", "45"]]);
    expect(shortfall).toBe(0n);
  });

  it("pay for 12 dollars of usage and not for more", () => {
    const charge = (id: string, amount: string) => ({ type: "charge", id, amount: parseCredits(amount) }) as const;
    const grants = bought("pack-10").map((grant) => ({ type: "grant", grant }) as const);
    const { state, outcomes } = applyCommands(
      emptyCreditState,
      [...grants, charge("first", "1200"), charge("second", "0.000001")],
      at,
    );
    expect(formatCredits(balanceAt(state, at).available)).toBe("0");
    expect(outcomes.at(-1)).toMatchObject({ result: { type: "denied" } });
  });
});

describe("the usage of the coding agent", () => {
  it.each([
    ["core", "0.45", "0.15", "45"],
    ["pro", "0.42", "0.12", "42"],
    ["enterprise", "0.405", "0.105", "40.5"],
  ])("marks token costs up by 35 to 50 percent: %s pays %s for 0.30", (plan, charge, margin, credits) => {
    expect(tokens(plan)).toMatchObject({ cost: "0.3", charge, margin, credits });
  });

  it("costs 0.15 for an hour of a sandbox and 0.015 for a GB-month of objects, passed on as they are", () => {
    expect(quantity("sandbox", "1")).toMatchObject({ cost: "0.15", charge: "0.15", margin: "0", credits: "15" });
    expect(quantity("object-storage", "1")).toMatchObject({ cost: "0.015", charge: "0.015", credits: "1.5" });
    expect(quantity("object-storage", "40").charge).toBe("0.6");
  });

  it.each(["core", "pro", "enterprise"] as const)("lets sandboxes of %s hibernate after 5 idle minutes", (id) => {
    expect(idleMinutes(planOf(codingAgent, id))).toBe(5);
  });

  it("charges a session for its work and five minutes after each piece of it", () => {
    const session = [
      { from: 0, to: 14 },
      { from: 16, to: 20 }, // not asleep yet
      { from: 60, to: 66 },
    ];
    const hours = sandboxHours(session, idleMinutes(planOf(codingAgent, "core")));
    expect(hours).toBe("0.6"); // 0 to 25, and 60 to 71
    expect(quantity("sandbox", hours)).toMatchObject({ charge: "0.09", credits: "9" });
    expect(quantity("sandbox", sandboxHours(session, 60)).charge).toBe("0.315"); // awake from 0 to 126
  });
});

it("the coding agent earns 1,550 of 3,500 with 60 customers of Core, 30 of Pro and packs for 500", () => {
  const month = projectProfit({
    currency: codingAgent.currency,
    subscriptions: [
      { plan: "core", customers: 60, price: priceOf(codingAgent, "core-25").amount },
      { plan: "pro", customers: 30, price: priceOf(codingAgent, "pro-50").amount },
    ],
    packSales: "500",
    infrastructure: "200",
    computeShare: "0.10",
    aiShare: "0.40",
  });
  expect(month.revenue.total).toBe("3500.00");
  expect(month.cost).toEqual({ infrastructure: "200.00", compute: "350.00", ai: "1400.00", total: "1950.00" });
  expect([month.grossProfit, month.marginPercent]).toEqual(["1550.00", "44.29"]);
});

function idleMinutes({ features }: Plan): number {
  for (const feature of features)
    if (typeof feature !== "string" && feature.id === "hibernate-after-idle-minutes" && feature.type === "config")
      return Number(feature.value);
  throw new Error("The plan does not say when sandboxes hibernate.");
}
