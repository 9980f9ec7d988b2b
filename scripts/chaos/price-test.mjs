import { assign } from "@pricewright/core";

/** The test of prices that everything is about; its salt is fixed, so that arms can be computed here. */
export const EXPERIMENT = {
  key: "price",
  salt: "chaos",
  control: "low",
  variants: [
    { key: "low", prices: ["pro-39"] },
    { key: "high", prices: ["pro-59"] },
  ],
};
export const CATALOG = {
  currency: "USD",
  creditValue: "0.01",
  markup: [{ percent: "50" }],
  plans: [
    {
      id: "pro",
      name: "Pro",
      prices: [
        { id: "pro-39", amount: "39", interval: "month" },
        { id: "pro-59", amount: "59", interval: "month", listed: false },
      ],
    },
  ],
};

/** What each variant shows. */
export const PRICES = {
  low: { price: "pro-39", amount: "39.00", currency: "USD" },
  high: { price: "pro-59", amount: "59.00", currency: "USD" },
};

/** The variant that a unit is given, computed without the server. */
export function armOf(id) {
  return assign({ ...EXPERIMENT, status: "running" }, { id }).variant;
}
