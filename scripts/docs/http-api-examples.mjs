const QUOTE = "eyJhbGciOiJIUzI1NiIs...";
const VISITOR = "v_01YuZuJkcsyt0H7GZB9Nuw.NePk2VvKxd_-";
const PUBLISHABLE = "pw_pk_test_...";

/** A request to each of the routes that everybody needs. */
export const EXAMPLES = {
  "POST /v1/catalog": {
    body: {
      currency: "USD",
      plans: [
        {
          id: "pro",
          name: "Pro",
          prices: [
            { id: "pro-39", amount: "39.00", interval: "month" },
            { id: "pro-59", amount: "59.00", interval: "month", listed: false },
          ],
        },
      ],
    },
  },
  "POST /v1/experiments": {
    body: {
      key: "pro-price",
      control: "price-39",
      variants: [
        { key: "price-39", prices: ["pro-39"] },
        { key: "price-59", prices: ["pro-59"] },
      ],
    },
  },
  "POST /v1/experiments/{key}/conclude": {
    path: "/v1/experiments/pro-price/conclude",
    headers: { "If-Match": '"v2"' },
    body: { winner: "price-59", reason: "earns more per visitor" },
  },
  "POST /v1/evaluate": { key: PUBLISHABLE, body: { unit: { kind: "visitor", id: VISITOR } } },
  "POST /v1/events": {
    key: PUBLISHABLE,
    body: {
      events: [
        {
          type: "quoted-exposure",
          id: "01a1fe7d-b400",
          occurredAt: "2026-03-01T12:00:00Z",
          quote: QUOTE,
          shown: [{ price: "pro-39", amount: "39.00", currency: "USD" }],
        },
      ],
      sentAt: "2026-03-01T12:00:01Z",
    },
  },
  "GET /v1/experiments/{key}/results": { path: "/v1/experiments/pro-price/results?metric=revenue-per-visitor" },
  "POST /v1/identify": { body: { visitor: VISITOR, account: "account-1" } },
  "POST /v1/quotes/verify": { body: { quote: QUOTE, visitor: VISITOR, plan: "pro" } },
  "POST /v1/checkouts": {
    key: PUBLISHABLE,
    body: {
      quote: QUOTE,
      visitor: VISITOR,
      plan: "pro",
      successUrl: "https://shop.example/thanks",
      cancelUrl: "https://shop.example/pricing",
    },
  },
  "POST /v1/keys": { body: { kind: "publishable", name: "Shop", origins: ["https://shop.example"] } },
};
