// What an editor does not see: a price list without types.
export default {
  currency: "JPY",
  plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro", amount: "39.00", interval: "month" }] }],
  experiments: [
    {
      key: "e",
      control: "x",
      variants: [
        { key: "x", prices: ["prp"] },
        { key: "y", prices: [] },
      ],
    },
  ],
};
