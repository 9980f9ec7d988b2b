import { definePricing } from "@pricewright/core/catalog";

// A memory platform: storage by the GB, a hot cache by the MB, and a self-hosted edition without billing.
export default definePricing({
  currency: "USD",
  meters: [
    { id: "storage", name: "Storage", unit: "gb-month" },
    { id: "storage-by-year", name: "Storage, by the year", unit: "gb-year" },
    { id: "cache", name: "Hot cache", unit: "mb-month" },
  ],
  plans: [
    {
      id: "pro",
      name: "Pro",
      description: "Memory for one product.",
      trialDays: 14,
      features: [
        { id: "storage", name: "Storage per tenant", type: "limit", limit: 100, unit: "GB" },
        { id: "cache", name: "Hot cache per tenant", type: "limit", limit: 1024, unit: "MB" },
      ],
      prices: [
        {
          id: "pro-month",
          amount: "0",
          interval: "month",
          metered: [
            { meter: "storage", model: { type: "per-unit", perUnit: "1.00" } },
            { meter: "cache", model: { type: "per-unit", perUnit: "0.15" } },
          ],
        },
        {
          id: "pro-year",
          amount: "0",
          interval: "year",
          metered: [
            { meter: "storage-by-year", model: { type: "per-unit", perUnit: "10.00" } }, // two months free
            { meter: "cache", model: { type: "per-unit", perUnit: "0.15" } },
          ],
        },
      ],
    },
    {
      id: "enterprise",
      name: "Enterprise",
      custom: true,
      features: [
        { id: "storage", name: "Storage per tenant", type: "limit", limit: 10_000, unit: "GB" },
        { id: "cache", name: "Hot cache per tenant", type: "limit", limit: 65_536, unit: "MB" },
      ],
    },
    {
      id: "self-hosted",
      name: "Self-hosted",
      description: "On your own machines, with nothing to pay.",
      features: [
        { id: "storage", name: "Storage per tenant", type: "unlimited" },
        { id: "cache", name: "Hot cache per tenant", type: "unlimited" },
      ],
      prices: [{ id: "self-hosted-free", amount: "0", interval: "once" }],
    },
  ],
});
