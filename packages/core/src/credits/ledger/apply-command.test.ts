import { describe, expect, it } from "vitest";
import { parseCredits } from "../../money/scaled-decimal.ts";
import type { GrantInput } from "../grants/grant.ts";
import { applyCommand } from "./apply-command.ts";
import { balanceAt } from "./balance-at.ts";
import type { Command } from "./command.ts";
import type { CommandResult } from "./command-result.ts";
import { type CreditState, emptyCreditState } from "./credit-state.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { writeDueEntries } from "./write-due-entries.ts";

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();
const credits = (amount: number | string) => parseCredits(String(amount));

/** An account that remembers its entries, for tests that read like what happened. */
function account(...grants: (Partial<GrantInput> & { id: string })[]) {
  let state: CreditState = emptyCreditState;
  const entries: LedgerEntry[] = [];
  const doing = (command: Command, at: string): CommandResult => {
    const applied = applyCommand(state, command, at);
    state = applied.state;
    entries.push(...applied.entries);
    return applied.result;
  };
  const give = (grant: Partial<GrantInput> & { id: string }, at = day(1)) =>
    doing({ type: "grant", grant: { amount: credits(100), kind: "paid", ...grant } }, at);
  for (const grant of grants) give(grant);
  const left = () => state.grants.map(({ available }) => Number(available) / 1e6);
  return {
    doing,
    give,
    left,
    entries,
    state: () => state,
    balance: (at: string, meter?: string) => balanceAt(state, at, meter),
  };
}
const charge = (id: string, amount: number, more: object = {}) =>
  ({ type: "charge", id, amount: credits(amount), ...more }) as const;
const hold = (id: string, amount: number, more: object = {}) =>
  ({ type: "hold", id, amount: credits(amount), expiresAt: day(20), ...more }) as const;
const settle = (id: string, actual: number) => ({ type: "settle", hold: id, actual: credits(actual) }) as const;

describe("grants", () => {
  it("that come again after their end are answered as before", () => {
    const { give, doing, entries } = account();
    const first = give({ id: "g", expiresAt: day(9) }, day(1));
    doing(charge("c", 100), day(2));
    expect(give({ id: "g", expiresAt: day(9) }, day(20))).toEqual(first);
    expect(entries).toHaveLength(2);
    expect(() => give({ id: "h", expiresAt: day(9) }, day(20))).toThrow("is not after effectiveAt");
  });
});

describe("charges", () => {
  it("burn the grant of the smaller priority first", () => {
    const { doing, left } = account({ id: "first", priority: 1 }, { id: "second", priority: 2 });
    doing(charge("c", 120), day(2));
    expect(left()).toEqual([0, 80]);
  });

  it("burn the grant that expires sooner first, one for their meter before that", () => {
    const { doing, state } = account(
      { id: "never" },
      { id: "late", expiresAt: day(30) },
      { id: "soon", expiresAt: day(9) },
    );
    doing(charge("c", 150), day(2));
    expect(state().grants.map(({ id, consumed }) => [id, consumed])).toEqual([
      ["soon", credits(100)],
      ["late", credits(50)],
      ["never", 0n],
    ]);
    const restricted = account({ id: "general", expiresAt: day(9) }, { id: "tokens", meters: ["tokens"] });
    restricted.doing(charge("c", 10, { meter: "tokens" }), day(2));
    expect(restricted.left()).toEqual([90, 100]);
    restricted.doing(charge("d", 10, { meter: "storage" }), day(2));
    expect(restricted.left()).toEqual([90, 90]);
  });

  it("are denied as a whole when credits are missing, and say how many", () => {
    const { doing, left, entries } = account({ id: "g" });
    expect(doing(charge("c", 130), day(2))).toEqual({ type: "denied", id: "c", shortfall: credits(30) });
    expect(left()).toEqual([100]);
    expect(entries).toHaveLength(1);
  });

  it("may owe up to a limit, and the next grants pay the oldest debt first", () => {
    const { doing, give, balance, state } = account({ id: "g" });
    const overdraft = { type: "allow", limit: credits(60) } as const;
    expect(doing(charge("a", 130, { overdraft }), day(2))).toMatchObject({ type: "charged", debt: credits(30) });
    expect(doing(charge("b", 31, { overdraft }), day(2))).toMatchObject({ type: "denied" });
    expect(doing(charge("c", 30, { overdraft, meter: "tokens" }), day(2))).toMatchObject({ debt: credits(30) });
    give({ id: "images", meters: ["images"] }, day(3));
    expect(balance(day(3)).debt).toBe(credits(60));
    give({ id: "later", amount: credits(40), effectiveAt: day(5) }, day(3));
    expect([day(4), day(5)].map((at) => balance(at).debt)).toEqual([credits(60), credits(20)]);
    give({ id: "tokens", meters: ["tokens"] }, day(6));
    expect(balance(day(6))).toMatchObject({ debt: 0n, consumed: credits(160) });
    expect(state().charges.get("c")?.parts).toEqual([
      { grant: "later", amount: credits(10) },
      { grant: "tokens", amount: credits(20) },
    ]);
  });

  it("are answered as before when they come again, and refused with other values", () => {
    const { doing, left, state } = account({ id: "g" });
    const first = doing(charge("c", 30), day(2));
    expect(applyCommand(state(), charge("c", 30), day(3))).toMatchObject({
      result: first,
      replayed: true,
      entries: [],
    });
    expect(() => doing(charge("c", 31), day(3))).toThrow(expect.objectContaining({ code: "id-reused" }));
    expect(() => doing(hold("c", 30), day(3))).toThrow(expect.objectContaining({ code: "id-reused" }));
    expect(left()).toEqual([70]);
  });
});

describe("holds", () => {
  const three = () => account({ id: "a" }, { id: "b" }, { id: "c" });

  it("take by burn order, and give back what is not used in reverse order", () => {
    const { doing, left, entries } = three();
    expect(doing(hold("h", 250), day(2))).toEqual({
      type: "held",
      hold: "h",
      taken: [
        { grant: "a", amount: credits(100) },
        { grant: "b", amount: credits(100) },
        { grant: "c", amount: credits(50) },
      ],
      uncovered: 0n,
    });
    expect(left()).toEqual([0, 0, 50]);
    expect(entries.map(({ transaction }) => transaction)).toEqual([1, 2, 3, 4, 4, 4]);
    const settled = doing(settle("h", 80), day(3));
    expect(settled).toMatchObject({ charged: credits(80), debt: 0n });
    expect(settled.type === "settled" && settled.returned).toEqual([
      { grant: "c", amount: credits(50), to: "available" },
      { grant: "b", amount: credits(100), to: "available" },
      { grant: "a", amount: credits(20), to: "available" },
    ]);
    expect(left()).toEqual([20, 100, 100]);
  });

  it("are decided by the first settle or release; later ones are told what it did", () => {
    const { doing, left } = three();
    doing(hold("h", 50), day(2));
    const first = doing(settle("h", 40), day(3));
    expect(doing(settle("h", 10), day(4))).toEqual(first);
    expect(doing({ type: "release", hold: "h" }, day(5))).toEqual(first);
    expect(left()).toEqual([60, 100, 100]);
    doing(hold("i", 50), day(5));
    const released = doing({ type: "release", hold: "i" }, day(5));
    expect(doing(settle("i", 40), day(6))).toEqual(released);
    expect(left()).toEqual([60, 100, 100]);
  });

  it("settle above what was held, and owe what no grant covers, even where debts are denied", () => {
    const { doing, balance } = account({ id: "a" });
    doing(hold("h", 50), day(2));
    expect(doing(settle("h", 130), day(3))).toMatchObject({ charged: credits(130), debt: credits(30) });
    expect(balance(day(3))).toMatchObject({ available: 0n, held: 0n, consumed: credits(130), debt: credits(30) });
  });

  it("end by themselves, and a settle after that burns what is there", () => {
    const { doing, balance, left, entries } = account({ id: "a" });
    doing(hold("h", 100), day(2));
    expect([day(19), day(20)].map((at) => balance(at).held)).toEqual([credits(100), 0n]);
    doing(charge("c", 70), day(25));
    expect(entries.find(({ reason }) => reason === "hold-expiry")).toMatchObject({
      effectiveAt: day(20),
      recordedAt: day(25),
    });
    expect(doing(settle("h", 40), day(26))).toMatchObject({ type: "settled", debt: credits(10), returned: [] });
    expect(left()).toEqual([0]);
  });

  it("may charge the estimate when they end; a settle corrects it in both directions", () => {
    for (const [actual, debt, available] of [
      [30, 0, 70],
      [90, 0, 10],
      [110, 10, 0],
    ] as const) {
      const { doing, balance } = account({ id: "a" });
      doing(hold("h", 60, { onExpiry: "capture-estimate" }), day(2));
      expect(balance(day(20))).toMatchObject({ consumed: credits(60), available: credits(40) });
      doing(settle("h", actual), day(21));
      const after = { consumed: credits(actual), debt: credits(debt), available: credits(available) };
      expect(balance(day(21))).toMatchObject(after);
    }
  });

  it("give back a captured estimate when they are released late, except what was refunded before", () => {
    const { doing, balance } = account({ id: "a" });
    doing(hold("h", 60, { onExpiry: "capture-estimate" }), day(2));
    doing({ type: "refund", id: "r", charge: "h", amount: credits(20) }, day(21));
    expect(doing({ type: "release", hold: "h" }, day(22))).toMatchObject({
      returned: [{ grant: "a", amount: credits(40), to: "available" }],
    });
    expect(balance(day(22))).toMatchObject({ consumed: 0n, available: credits(100) });
  });

  it("keep credits spendable beyond their grant's end, and what they give back then has expired", () => {
    const { doing, balance } = account({ id: "a", expiresAt: day(5) });
    doing(hold("h", 60), day(2));
    expect(balance(day(6))).toMatchObject({ available: 0n, held: credits(60), expired: credits(40) });
    doing(settle("h", 25), day(7));
    expect(balance(day(7))).toMatchObject({ held: 0n, consumed: credits(25), expired: credits(75) });
  });

  it("pay debts with what they give back", () => {
    const overdraft = { type: "allow", limit: credits(30) } as const;
    const endings: Command[] = [settle("h", 10), { type: "release", hold: "h" }];
    for (const ending of endings) {
      const { doing, balance } = account({ id: "a" });
      doing(hold("h", 100), day(2));
      doing(charge("c", 30, { overdraft }), day(2));
      expect([day(3), day(20)].map((at) => balance(at).debt)).toEqual([credits(30), 0n]);
      doing(ending, day(3));
      expect(balance(day(3)).debt).toBe(0n);
    }
  });

  it("that end when a grant becomes effective leave it to the debts first", () => {
    const { doing, balance } = account({ id: "later", amount: credits(10), effectiveAt: day(20) });
    const overdraft = { type: "allow", limit: credits(30) } as const;
    doing(charge("c", 10, { overdraft, meter: "images" }), day(2));
    doing(hold("h", 10, { overdraft, meter: "tokens", onExpiry: "capture-estimate" }), day(2));
    expect([balance(day(20), "images").debt, balance(day(20), "tokens").debt]).toEqual([0n, credits(10)]);
  });

  it("that end together end in the order in which they began", () => {
    const { doing, balance } = account({ id: "a", effectiveAt: day(5) }, { id: "b", amount: credits(5) });
    const overdraft = { type: "allow", limit: credits(30) } as const;
    const more = { overdraft, onExpiry: "capture-estimate" };
    doing(hold("z", 10, { ...more, meter: "images" }), day(2));
    doing(hold("y", 10, { ...more, meter: "tokens" }), day(2));
    doing(charge("c", 95), day(6));
    expect([balance(day(20), "images").debt, balance(day(20), "tokens").debt]).toEqual([0n, credits(10)]);
  });

  it("may go beyond the grants where a debt is allowed, without setting aside what is not there", () => {
    const { doing, give, balance } = account({ id: "a" });
    const overdraft = { type: "allow", limit: credits(50) } as const;
    expect(doing(hold("h", 140, { overdraft }), day(2))).toMatchObject({ uncovered: credits(40) });
    expect(doing(hold("i", 20, { overdraft }), day(2))).toMatchObject({ type: "denied" });
    expect(balance(day(2))).toMatchObject({ held: credits(100), debt: 0n });
    give({ id: "b", amount: credits(30) }, day(3));
    expect(doing(settle("h", 140), day(4))).toMatchObject({ debt: credits(10) });
  });
});

describe("refunds", () => {
  it("pay back debt first, then the grants in reverse order", () => {
    const { doing, balance, left } = account({ id: "a" }, { id: "b" });
    const overdraft = { type: "allow", limit: credits(100) } as const;
    doing(charge("c", 230, { overdraft }), day(2));
    expect(doing({ type: "refund", id: "r", charge: "c", amount: credits(50) }, day(3))).toEqual({
      type: "refunded",
      refund: "r",
      charge: "c",
      amount: credits(50),
      debt: credits(30),
      returned: [{ grant: "b", amount: credits(20), to: "available" }],
    });
    expect(left()).toEqual([0, 20]);
    expect(doing({ type: "refund", id: "all", charge: "c" }, day(4))).toMatchObject({ amount: credits(180) });
    expect(balance(day(4))).toMatchObject({ available: credits(200), consumed: 0n, debt: 0n });
  });

  it("go to the grant that paid the debt since, and to expired when a grant is over", () => {
    const { doing, give, left, balance } = account({ id: "a", expiresAt: day(3) });
    doing(charge("c", 120, { overdraft: { type: "allow", limit: credits(20) } }), day(2));
    give({ id: "b" }, day(3));
    expect(left()).toEqual([0, 80]);
    expect(doing({ type: "refund", id: "r", charge: "c", amount: credits(50) }, day(4))).toMatchObject({
      returned: [
        { grant: "b", amount: credits(20), to: "available" },
        { grant: "a", amount: credits(30), to: "expired" },
      ],
    });
    expect(balance(day(4))).toMatchObject({ available: credits(100), expired: credits(30), consumed: credits(70) });
  });

  it("pay other debts with what comes back", () => {
    const { doing, balance } = account({ id: "a" });
    doing(charge("c", 100), day(2));
    doing(charge("d", 30, { overdraft: { type: "allow", limit: credits(30) } }), day(2));
    doing({ type: "refund", id: "r", charge: "c", amount: credits(40) }, day(3));
    expect(balance(day(3))).toMatchObject({ available: credits(10), debt: 0n, consumed: credits(90) });
  });

  it("never exceed the charge, and happen once", () => {
    const { doing, state } = account({ id: "a" });
    doing(charge("c", 50), day(2));
    const refund = { type: "refund", id: "r", charge: "c", amount: credits(30) } as const;
    doing(refund, day(3));
    expect(applyCommand(state(), refund, day(4))).toMatchObject({ replayed: true, entries: [] });
    expect(() => doing({ ...refund, id: "s" }, day(4))).toThrow(expect.objectContaining({ code: "refund-too-large" }));
  });
});

describe("grants", () => {
  it("are scheduled until they are effective, and expire by themselves", () => {
    const { balance } = account({ id: "a", effectiveAt: day(3), expiresAt: day(5) });
    const states = [day(2), day(3), day(4), day(5)].map((at) => balance(at));
    expect(states.map(({ scheduled, available, expired }) => [scheduled, available, expired])).toEqual([
      [credits(100), 0n, 0n],
      [0n, credits(100), 0n],
      [0n, credits(100), 0n],
      [0n, 0n, credits(100)],
    ]);
  });

  it("are written down with the date of what time did, in a transaction of their own", () => {
    const { doing, entries } = account({ id: "a", expiresAt: day(5) }, { id: "b", effectiveAt: day(7) });
    doing(charge("c", 10), day(9));
    expect(
      entries.map(({ transaction, grant, from, to, effectiveAt, recordedAt }) => [
        transaction,
        grant,
        `${from} ${to}`,
        effectiveAt,
        recordedAt,
      ]),
    ).toEqual([
      [1, "a", "issued available", day(1), day(1)],
      [2, "b", "issued scheduled", day(1), day(1)],
      [3, "a", "available expired", day(5), day(9)],
      [4, "b", "scheduled available", day(7), day(9)],
      [5, "b", "available consumed", day(9), day(9)],
    ]);
  });

  it("are given once, however often they come", () => {
    const { give, balance, doing } = account({ id: "a" });
    give({ id: "a" }, day(2));
    expect(balance(day(2)).granted).toBe(credits(100));
    expect(() => give({ id: "a", amount: 1n }, day(2))).toThrow(expect.objectContaining({ code: "id-reused" }));
    expect(() => doing({ type: "void", grant: "b" }, day(2))).toThrow(
      expect.objectContaining({ code: "unknown-grant" }),
    );
  });

  it("expire at once when they come too late, and pay nothing", () => {
    const { give, balance, doing } = account();
    doing(charge("c", 10, { overdraft: { type: "allow", limit: credits(10) } }), day(2));
    give({ id: "late", effectiveAt: day(1), expiresAt: day(4) }, day(6));
    expect(balance(day(6))).toMatchObject({ expired: credits(100), available: 0n, debt: credits(10) });
  });

  it("roll over what is left, within limits, as often as they say", () => {
    const rollover = { minimum: credits(10), maximum: credits(40), ends: [day(10), day(15)] };
    const { doing, balance, state } = account({ id: "plan", expiresAt: day(5), rollover });
    expect([day(4), day(5), day(10), day(15)].map((at) => Number(balance(at).available) / 1e6)).toEqual([
      100, 40, 40, 0,
    ]);
    doing(charge("c", 37), day(6));
    expect([day(9), day(10), day(15)].map((at) => Number(balance(at).available) / 1e6)).toEqual([3, 10, 0]);
    const written = writeDueEntries(state(), day(15)).state;
    expect(written.grants.map(({ id, amount, ended }) => [id, amount, ended?.as])).toEqual([
      ["plan", credits(100), "expired"],
      ["plan~1", credits(40), "expired"],
      ["plan~2", credits(10), "expired"],
    ]);
  });

  it("can be voided or ended early; what holds have stays theirs", () => {
    for (const [type, account_] of [
      ["void", "voided"],
      ["expire", "expired"],
    ] as const) {
      const { doing, balance } = account({ id: "a", expiresAt: day(9) });
      doing(hold("h", 30), day(2));
      expect(doing({ type, grant: "a" }, day(3))).toEqual({ type: account_, grant: "a", amount: credits(70) });
      expect(doing({ type: "void", grant: "a" }, day(3))).toMatchObject({ amount: 0n });
      doing(settle("h", 10), day(12));
      expect(balance(day(12))).toMatchObject({
        [account_]: credits(90),
        consumed: credits(10),
        available: 0n,
        held: 0n,
      });
    }
  });
});

describe("commands", () => {
  it("refuse a clock that goes back, and what is no command", () => {
    const { doing } = account({ id: "a" });
    doing(charge("c", 10), day(5));
    const code = (value: string) => expect.objectContaining({ code: value });
    expect(() => doing(charge("d", 10), day(4))).toThrow(code("time-moved-back"));
    expect(() => doing(charge("d", -1), day(6))).toThrow(code("invalid-amount"));
    expect(() => doing({ ...charge("d", 1), amount: 5 as unknown as bigint }, day(6))).toThrow(code("invalid-amount"));
    expect(() => doing(charge("", 1), day(6))).toThrow(code("invalid-id"));
    expect(() => doing(charge("d", 1), "yesterday")).toThrow(code("invalid-time"));
    expect(() => doing(settle("x", 1), day(6))).toThrow(code("unknown-hold"));
    expect(() => doing({ type: "refund", id: "r", charge: "x" }, day(6))).toThrow(code("unknown-charge"));
    expect(() => doing(hold("h", 1, { expiresAt: day(6) }), day(6))).toThrow(code("invalid-hold"));
    expect(() => doing({ type: "steal" } as unknown as Command, day(6))).toThrow(code("invalid-command"));
  });
});
