import { definePricing } from "@pricewright/core/catalog";

/** What the stack of one customer costs a month, from and to, in dollars: to plan with, before it is measured. */
export const infrastructurePerMonth = {
  professional: { from: "15", to: "20" },
  enterprise: { from: "45", to: "60" },
} as const;

// Each customer has a stack of their own; what it may do is in their licence.
export default definePricing({
  currency: "USD",
  plans: [
    {
      id: "starter",
      name: "Starter",
      description: "On machines that customers share.",
      features: [
        { id: "own-stack", name: "Own stack", type: "boolean", included: false },
        { id: "dedicated-monitoring", name: "Dedicated monitoring", type: "boolean", included: false },
      ],
      prices: [{ id: "starter-19", amount: "19", interval: "month" }],
    },
    {
      id: "professional",
      name: "Professional",
      features: [
        { id: "own-stack", name: "Own stack", type: "boolean", included: true },
        { id: "dedicated-monitoring", name: "Dedicated monitoring", type: "boolean", included: false },
      ],
      prices: [{ id: "professional-49", amount: "49", interval: "month" }],
    },
    {
      id: "enterprise",
      name: "Enterprise",
      features: [
        { id: "own-stack", name: "Own stack", type: "boolean", included: true },
        { id: "dedicated-monitoring", name: "Dedicated monitoring", type: "boolean", included: true },
        { id: "retention", name: "Retention of monitoring data, at most", type: "limit", limit: 30, unit: "days" },
        { id: "default-retention-days", name: "Retention unless set", type: "config", value: 15 },
      ],
      prices: [{ id: "enterprise-149", amount: "149", interval: "month" }],
    },
  ],
});
