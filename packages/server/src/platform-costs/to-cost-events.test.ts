import { expect, it } from "vitest";
import { toCostEvents } from "./to-cost-events.ts";

const on = (owner: string, amount: number) => ({ owner, day: "2026-03-02", amount });

it("reports the cost of customers, and leaves out what is everybody's or nothing", () => {
  const costs = [on("customer-acme", 1.2), on("kube-system", 9), on("customer-", 2), on("customer-idle", 0)];
  expect(toCostEvents(costs, { prefix: "customer-", currency: "USD" })).toEqual([
    {
      type: "cost",
      id: "platform-cost:2026-03-02:acme",
      unit: { kind: "account", id: "acme" },
      occurredAt: "2026-03-02T23:59:59Z",
      cost: "1.2",
      currency: "USD",
    },
  ]);
});

it.each([
  [1e-7, "0.0000001"],
  [12, "12"],
  [0.1 + 0.2, "0.3"],
  [100_000.5, "100000.5"],
])("writes %s as %s", (amount, cost) => {
  expect(toCostEvents([on("a", amount)], { prefix: "", currency: "USD" })[0]?.cost).toBe(cost);
});
