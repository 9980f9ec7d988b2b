import { definePricing } from "@pricewright/core/catalog";

/** What is sold. Put your own ids of the prices at Stripe or Lemon Squeezy here. */
export const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39.00", interval: "month", providers: { stripe: "price_39", lemonsqueezy: "1039" } },
        {
          id: "pro-59",
          amount: "59.00",
          interval: "month",
          listed: false,
          providers: { stripe: "price_59", lemonsqueezy: "1059" },
        },
      ],
    },
  ],
});

/** Half of the visitors see 59 in place of 39. */
export const proPrice = {
  key: "pro-price",
  control: "price-39",
  variants: [
    { key: "price-39", prices: ["pro-39"] },
    { key: "price-59", prices: ["pro-59"] },
  ],
} as const;
