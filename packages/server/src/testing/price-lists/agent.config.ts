import { definePricing } from "@pricewright/core/catalog";

export default definePricing({
  currency: "USD",
  creditValue: "0.01",
  meters: [{ id: "sandbox", unit: "hour", unitCost: "0.07" }],
  plans: [
    {
      id: "core",
      name: "Core",
      features: [{ id: "tasks", name: "Tasks at once", type: "limit", limit: 3 }],
      prices: [
        {
          id: "core-25",
          amount: "25",
          interval: "month",
          metered: [{ meter: "sandbox", model: { type: "per-unit", perUnit: "0.15" } }],
          providers: { stripe: "price_core_25" },
        },
        { id: "core-29", amount: "29", interval: "month", listed: false, providers: { stripe: "price_core_29" } },
      ],
    },
    { id: "enterprise", name: "Enterprise", custom: true },
  ],
  packs: [{ id: "small", name: "Small", credits: "1000", bonus: "200", prices: [{ id: "small-10", amount: "10" }] }],
  markup: [{ percent: "50" }],
  experiments: [
    {
      key: "core-price",
      control: "low",
      variants: [
        { key: "low", prices: ["core-25"] },
        { key: "high", prices: ["core-29"] },
      ],
    },
  ],
});
