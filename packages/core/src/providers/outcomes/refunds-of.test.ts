import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type KnownPayment, NOTHING, type ProviderRefund } from "../provider-event.ts";
import { refundsOf } from "./refunds-of.ts";

const payment: KnownPayment = {
  id: "in_1",
  unit: { kind: "account", id: "a_1" },
  total: 6000,
  refunded: 0,
  currency: "USD",
  lines: [
    { id: "stripe:in_1:il_1:sale", revenue: 3333 },
    { id: "stripe:in_1:il_2:sale", revenue: 1667 },
  ],
};
const told = (refund: Partial<ProviderRefund>, known = payment) =>
  refundsOf(
    { ...NOTHING, refund: { object: "stripe:ch_1", kind: "refund", payments: ["in_1"], amount: 6000, ...refund } },
    known,
    "stripe",
  );
const sum = (events: readonly { readonly amount: string }[]) =>
  events.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);

describe("refundsOf", () => {
  it("gives back a share of each sale, without tax", () => {
    expect(told({ amount: 3000 })).toMatchObject([
      { id: "stripe:ch_1:il_1:refund-3000", conversion: "stripe:in_1:il_1:sale", amount: "16.66" },
      { id: "stripe:ch_1:il_2:refund-3000", conversion: "stripe:in_1:il_2:sale", amount: "8.34" },
    ]);
  });

  it("gives back the largest of growing sums once, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6000 }), { minLength: 1, maxLength: 8 }), (amounts) => {
        let known = payment;
        let back = 0;
        for (const amount of amounts) {
          back += sum(told({ amount }, known));
          known = { ...known, refunded: Math.max(known.refunded, amount) };
        }
        expect(back).toBe(sum(told({ amount: Math.max(...amounts) })));
      }),
    );
    expect(sum(told({ amount: 6000 }))).toBe(5000);
  });

  it("takes back what a dispute took when it is won", () => {
    expect(sum(told({ kind: "dispute", amount: 4321 })) + sum(told({ kind: "dispute-won", amount: 4321 }))).toBe(0);
  });

  it("gives back nothing of a payment of nothing", () => {
    expect(told({}, { ...payment, total: 0 })).toEqual([]);
  });
});
