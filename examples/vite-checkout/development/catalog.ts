import { definePricing } from "@pricewright/core/catalog";

/** What is sold. */
export const catalog = definePricing({
  currency: "USD",
  plans: [
    {
      id: "solo",
      name: "Solo",
      description: "For the drive on your desk.",
      features: [
        { id: "moves", name: "Moves", type: "limit", limit: 10, per: "month" },
        { id: "checks", name: "Checks every file", type: "boolean", included: true },
        { id: "schedule", name: "Runs by itself", type: "boolean", included: false },
      ],
      prices: [{ id: "solo-9", amount: "9", interval: "month" }],
    },
    {
      id: "crew",
      name: "Crew",
      description: "For everybody’s drives, every night.",
      features: [
        { id: "moves", name: "Moves", type: "unlimited" },
        { id: "checks", name: "Checks every file", type: "boolean", included: true },
        { id: "schedule", name: "Runs by itself", type: "boolean", included: true },
      ],
      prices: [
        { id: "crew-29", amount: "29", interval: "month" },
        { id: "crew-35", amount: "35", interval: "month", listed: false },
      ],
    },
  ],
});

/** Half of the visitors see 35 in place of 29. */
export const crewPrice = {
  key: "crew-price",
  name: "Price of Crew",
  control: "price-29",
  variants: [
    { key: "price-29", prices: ["crew-29"] },
    { key: "price-35", prices: ["crew-35"] },
  ],
};
