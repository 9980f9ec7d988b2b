import { definePricing } from "@pricewright/core/catalog";

// A coding agent: a subscription for what runs at once, and credits for the tokens.
export default definePricing({
  currency: "USD",
  creditValue: "0.01",
  meters: [
    { id: "tokens", name: "Tokens", unit: "token" },
    { id: "sandbox", name: "Sandboxes", unit: "hour", unitCost: "0.15" },
    { id: "object-storage", name: "Object storage", unit: "gb-month", unitCost: "0.015" },
  ],
  plans: [
    {
      id: "core",
      name: "Core",
      features: [
        { id: "tasks", name: "Tasks at once", type: "limit", limit: 3 },
        { id: "automations", name: "Automations", type: "limit", limit: 5 },
        { id: "hibernate-after-idle-minutes", name: "Idle minutes before hibernation", type: "config", value: 5 },
      ],
      prices: [{ id: "core-25", amount: "25", interval: "month" }],
    },
    {
      id: "pro",
      name: "Pro",
      features: [
        { id: "tasks", name: "Tasks at once", type: "limit", limit: 10 },
        { id: "automations", name: "Automations", type: "unlimited" },
        { id: "hibernate-after-idle-minutes", name: "Idle minutes before hibernation", type: "config", value: 5 },
      ],
      prices: [{ id: "pro-50", amount: "50", interval: "month" }],
    },
    {
      id: "enterprise",
      name: "Enterprise",
      custom: true,
      features: [
        { id: "tasks", name: "Tasks at once", type: "unlimited" },
        { id: "automations", name: "Automations", type: "unlimited" },
        { id: "hibernate-after-idle-minutes", name: "Idle minutes before hibernation", type: "config", value: 5 },
      ],
    },
  ],
  packs: [
    { id: "pack-10", name: "10 dollars", credits: "1000", bonus: "200", prices: [{ id: "pack-10", amount: "10" }] },
    { id: "pack-25", name: "25 dollars", credits: "2500", bonus: "700", prices: [{ id: "pack-25", amount: "25" }] },
    { id: "pack-50", name: "50 dollars", credits: "5000", bonus: "2000", prices: [{ id: "pack-50", amount: "50" }] },
    {
      id: "pack-100",
      name: "100 dollars",
      credits: "10000",
      bonus: "5000",
      prices: [{ id: "pack-100", amount: "100" }],
    },
  ],
  markup: [
    { percent: "50" },
    { match: { plan: "pro", meter: "tokens" }, percent: "40" },
    { match: { plan: "enterprise", meter: "tokens" }, percent: "35" },
    // Machines are passed on at what they cost.
    { match: { meter: "sandbox" }, percent: "0" },
    { match: { meter: "object-storage" }, percent: "0" },
  ],
});
