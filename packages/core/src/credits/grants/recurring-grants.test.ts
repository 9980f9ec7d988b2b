import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCredits } from "../../money/scaled-decimal.ts";
import { applyCommands } from "../ledger/apply-commands.ts";
import { balanceAt } from "../ledger/balance-at.ts";
import { emptyCreditState } from "../ledger/credit-state.ts";
import type { GrantInput } from "./grant.ts";
import { packGrants } from "./pack-grants.ts";
import { type RecurringGrant, recurringGrants } from "./recurring-grants.ts";

const plan: RecurringGrant = {
  id: "sub_1",
  amount: parseCredits("100"),
  kind: "paid",
  recurrence: { interval: "month", anchor: "2026-01-31T00:00:00Z", timeZone: "Europe/Berlin" },
};
const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();
const give = (grants: readonly GrantInput[], at: string) =>
  applyCommands(
    emptyCreditState,
    grants.map((grant) => ({ type: "grant", grant })),
    at,
  ).state;

describe("recurringGrants", () => {
  it("gives a grant a period that ends where the next begins", () => {
    const grants = recurringGrants(plan, { from: day(1), to: day(100) });
    expect(grants.map(({ id, effectiveAt, expiresAt }) => [id, effectiveAt, expiresAt])).toEqual([
      ["sub_1/2026-01-31T00:00:00.000Z", "2026-01-31T00:00:00.000Z", "2026-02-28T00:00:00.000Z"],
      ["sub_1/2026-02-28T00:00:00.000Z", "2026-02-28T00:00:00.000Z", "2026-03-30T23:00:00.000Z"],
      ["sub_1/2026-03-30T23:00:00.000Z", "2026-03-30T23:00:00.000Z", "2026-04-29T23:00:00.000Z"],
    ]);
    const balances = [31, 60, 95, 150].map((number) => balanceAt(give(grants, day(1)), day(number)).available);
    expect(balances).toEqual([100, 100, 100, 0].map((credits) => parseCredits(String(credits))));
  });

  it("never expires, lasts longer or rolls over when it says so", () => {
    const range = { from: day(1), to: day(40) };
    expect(recurringGrants({ ...plan, expiresAfter: null }, range)[0]).not.toHaveProperty("expiresAt");
    expect(recurringGrants({ ...plan, expiresAfter: 2 }, range)[0]?.expiresAt).toBe("2026-03-30T23:00:00.000Z");
    const rollover = { maximum: parseCredits("30"), periods: 2 };
    const grants = recurringGrants({ ...plan, rollover }, range);
    expect(grants[0]?.rollover?.ends).toEqual(["2026-03-30T23:00:00.000Z", "2026-04-29T23:00:00.000Z"]);
    const state = give(grants, day(1));
    expect([58, 59, 92, 130].map((number) => balanceAt(state, day(number)).available)).toEqual(
      [100, 30, 30, 0].map((credits) => parseCredits(String(credits))),
    );
  });

  it("gives in many runs what it gives in one, however often runs overlap", () => {
    const days = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), (numbers, overlap) => {
        const cuts = numbers.sort((a, b) => a - b);
        const [first, last] = [cuts[0] as number, cuts.at(-1) as number];
        const once = recurringGrants(plan, { from: day(first), to: day(last) });
        const runs = cuts.slice(1).flatMap((to, index) => {
          const from = Math.max(first, (cuts[index] as number) - overlap);
          return recurringGrants(plan, { from: day(from), to: day(to) });
        });
        for (const at of [0, 300, 1000].map(day)) expect(give(runs, at).grants).toEqual(give(once, at).grants);
      }),
    );
  });
});

describe("packGrants", () => {
  it("makes two grants of a pack with a bonus, linked", () => {
    const pack = { id: "order_7", amount: parseCredits("100"), costBasis: "0.01", expiresAt: day(300) };
    expect(packGrants({ ...pack, bonus: parseCredits("50"), bonusExpiresAt: day(90) })).toEqual([
      { ...pack, kind: "paid", purchase: "order_7" },
      {
        id: "order_7/bonus",
        amount: parseCredits("50"),
        kind: "promotional",
        purchase: "order_7",
        expiresAt: day(90),
      },
    ]);
    expect(packGrants({ ...pack, bonus: 0n })).toHaveLength(1);
  });
});
