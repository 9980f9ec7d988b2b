import { definePricing } from "@pricewright/core/catalog";

// A product that customers run themselves: a licence by the number of agents, bought or rented, and support.
export default definePricing({
  currency: "USD",
  meters: [{ id: "agents", name: "Agents", unit: "agent" }],
  plans: [
    {
      id: "team",
      name: "Team licence",
      features: [{ id: "agents", name: "Agents", type: "limit", limit: 25 }],
      prices: [
        { id: "team-licence", amount: "25000", interval: "once" },
        { id: "team-month", amount: "3000", interval: "month" },
      ],
    },
    {
      id: "business",
      name: "Business licence",
      features: [{ id: "agents", name: "Agents", type: "limit", limit: 100 }],
      prices: [
        { id: "business-licence", amount: "75000", interval: "once" },
        { id: "business-month", amount: "8000", interval: "month" },
      ],
    },
    {
      id: "unlimited",
      name: "Unlimited licence",
      features: [{ id: "agents", name: "Agents", type: "unlimited" }],
      prices: [
        { id: "unlimited-licence", amount: "150000", interval: "once" },
        { id: "unlimited-month", amount: "15000", interval: "month" },
      ],
    },
    {
      id: "hybrid",
      name: "Hybrid",
      description: "Agents on your machines, everything else on ours.",
      features: [{ id: "agents", name: "Agents", type: "limit", limit: 100 }],
      prices: [
        {
          id: "hybrid-licence",
          amount: "50000",
          interval: "once",
          fees: [
            { name: "Support", amount: "5000", interval: "month" },
            { name: "Hosting", amount: "2000", interval: "month" },
          ],
        },
      ],
    },
    {
      id: "cloud",
      name: "Cloud",
      description: "By the agent, and cheaper the more there are.",
      prices: [
        {
          id: "cloud-month",
          amount: "0",
          interval: "month",
          metered: [
            {
              meter: "agents",
              model: {
                type: "graduated",
                tiers: [{ upTo: "25", perUnit: "100" }, { upTo: "100", perUnit: "75" }, { perUnit: "50" }],
              },
            },
          ],
        },
      ],
    },
    {
      id: "support",
      name: "Support",
      features: ["Answers within a working day"],
      prices: [{ id: "support-month", amount: "5000", interval: "month" }],
    },
    {
      id: "support-around-the-clock",
      name: "Support around the clock",
      features: ["Answers within an hour, at any hour"],
      prices: [{ id: "support-around-the-clock-month", amount: "20000", interval: "month" }],
    },
  ],
});
