import { definePricing } from "@pricewright/core/catalog";

// A tool that is used through an API: a number of uses by plan, on our keys to AI providers or the customer's own.
export default definePricing({
  currency: "USD",
  meters: [
    { id: "uses", name: "Uses", unit: "request" },
    { id: "tokens", name: "Tokens", unit: "token" },
  ],
  plans: [
    {
      id: "free",
      name: "Free",
      features: ["1,000 uses per month"],
      quotas: [{ meter: "uses", limit: "1000", per: "month" }],
      prices: [{ id: "free-0", amount: "0", interval: "month" }],
    },
    {
      id: "starter",
      name: "Starter",
      features: ["10,000 uses per month"],
      quotas: [{ meter: "uses", limit: "10000", per: "month" }],
      prices: [{ id: "starter-19", amount: "19", interval: "month" }],
    },
    {
      id: "pro",
      name: "Pro",
      features: ["100,000 uses per month"],
      quotas: [{ meter: "uses", limit: "100000", per: "month" }],
      prices: [
        { id: "pro-79", amount: "79", interval: "month", providers: { stripe: "price_pro_79" } },
        { id: "pro-99", amount: "99", interval: "month", listed: false, providers: { stripe: "price_pro_99" } },
        { id: "pro-119", amount: "119", interval: "month", listed: false, providers: { stripe: "price_pro_119" } },
      ],
    },
  ],
  markup: [
    { percent: "40" },
    // With the customer's own key the tokens are theirs to pay, and a request costs a tenth of a cent.
    { match: { keySource: "byok" }, percent: "0", platformFee: "0.001" },
  ],
  experiments: [
    {
      key: "pro-price",
      control: "pro-79",
      variants: [
        { key: "pro-79", prices: ["pro-79"], weight: 50 },
        { key: "pro-99", prices: ["pro-99"], weight: 30 },
        { key: "pro-119", prices: ["pro-119"], weight: 20 },
      ],
    },
  ],
});
