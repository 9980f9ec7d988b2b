import { definePricing } from "@pricewright/core/catalog";

/** What is sold: two plans, and credits for those who need more. */
export const catalog = definePricing({
  currency: "USD",
  creditValue: "0.02",
  plans: [
    {
      id: "writer",
      name: "Writer",
      description: "For one person with a lot to read.",
      features: [
        { id: "people", name: "People", type: "limit", limit: 1 },
        { id: "formats", name: "PDF and Word", type: "boolean", included: true },
      ],
      credits: { amount: "1000", per: "month" },
      prices: [
        { id: "writer-12", amount: "12", interval: "month" },
        { id: "writer-120", amount: "120", interval: "year" },
      ],
    },
    {
      id: "newsroom",
      name: "Newsroom",
      description: "For teams that publish every day.",
      features: [
        { id: "people", name: "People", type: "limit", limit: 15 },
        { id: "formats", name: "PDF and Word", type: "boolean", included: true },
        { id: "archive", name: "Shared archive", type: "boolean", included: true },
      ],
      credits: { amount: "10000", per: "month" },
      prices: [
        { id: "newsroom-39", amount: "39", interval: "month" },
        { id: "newsroom-390", amount: "390", interval: "year" },
        { id: "newsroom-49", amount: "49", interval: "month", listed: false },
        { id: "newsroom-490", amount: "490", interval: "year", listed: false },
      ],
    },
  ],
  packs: [
    { id: "small", name: "Small", credits: "500", prices: [{ id: "small-10", amount: "10" }] },
    { id: "large", name: "Large", credits: "2500", bonus: "250", prices: [{ id: "large-45", amount: "45" }] },
  ],
  experiments: [
    {
      key: "newsroom-price",
      control: "price-39",
      variants: [
        { key: "price-39", prices: ["newsroom-39", "newsroom-390"] },
        { key: "price-49", prices: ["newsroom-49", "newsroom-490"] },
      ],
    },
  ],
});
