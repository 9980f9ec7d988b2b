import { describe, expect, it } from "vitest";
import { applyCommands } from "./apply-commands.ts";
import { changedRecords } from "./changed-records.ts";
import { checkConservation } from "./check-conservation.ts";
import type { Command } from "./command.ts";
import { type CreditState, emptyCreditState, type GrantRecord } from "./credit-state.ts";
import { findLedgerDifferences } from "./find-ledger-differences.ts";
import type { LedgerEntry } from "./ledger-entry.ts";
import { creditStateFromJson, ledgerEntryFromJson } from "./state-from-json.ts";
import { creditStateToJson, ledgerEntryToJson } from "./state-to-json.ts";

const at = "2026-01-01T00:00:00.000Z";
const end = "2026-02-01T00:00:00.000Z";
const overdraft = { type: "allow", limit: 90n } as const;
const rollover = { maximum: 5n, ends: ["2026-03-01T00:00:00Z"] };
const commands: readonly Command[] = [
  { type: "grant", grant: { id: "a", amount: 100n, kind: "paid", meters: ["tokens"], expiresAt: end, rollover } },
  { type: "grant", grant: { id: "b", amount: 10n, kind: "promotional", costBasis: "0.01", purchase: "p" } },
  { type: "hold", id: "open", amount: 20n, meter: "tokens", expiresAt: end, onExpiry: "capture-estimate" },
  { type: "hold", id: "done", amount: 20n, meter: "tokens", expiresAt: end },
  { type: "settle", hold: "done", actual: 15n },
  { type: "charge", id: "second", amount: 14n, overdraft },
  { type: "charge", id: "first", amount: 3n, overdraft },
  { type: "refund", id: "r", charge: "second", amount: 2n },
  { type: "void", grant: "b" },
];
const { state, entries } = applyCommands(emptyCreditState, commands, at);

describe("checkConservation", () => {
  it("finds nothing wrong with what commands made", () => {
    expect(checkConservation(state)).toEqual([]);
    expect(checkConservation(entries)).toEqual([]);
    expect(checkConservation([])).toEqual([]);
  });

  it("finds credits of a state that were lost, made up or are below 0", () => {
    const codes = (changed: CreditState) => checkConservation(changed).map(({ code }) => code);
    const [grant] = state.grants as [GrantRecord];
    const withGrant = (change: Partial<GrantRecord>) => ({
      ...state,
      grants: [{ ...grant, ...change }, ...state.grants.slice(1)],
    });
    expect(codes(withGrant({ available: grant.available - 1n }))).toEqual(["not-conserved"]);
    expect(codes(withGrant({ available: -1n, consumed: grant.consumed + grant.available + 1n }))).toEqual([
      "negative-balance",
    ]);
    expect(codes({ ...state, holds: new Map() })).toEqual(["held-differs"]);
    expect(codes({ ...state, owing: [] })).toEqual(["debt-differs", "debt-differs"]);
    const charge = state.charges.get("done");
    if (!charge) throw new Error("nothing was charged");
    const charges = new Map([...state.charges, ["done", { ...charge, amount: 16n }]]);
    expect(codes({ ...state, charges })).toEqual(["charge-differs"]);
  });

  it("finds entries that cannot be", () => {
    const broken: [number, Partial<LedgerEntry>, RegExp][] = [
      [2, { sequence: 9 }, /entry 9 follows entry 2/],
      [2, { transaction: 1 }, /goes back/],
      [2, { effectiveAt: "2025-01-01T00:00:00.000Z" }, /goes back/],
      [2, { amount: 0n }, /amount of 0/],
      [2, { amount: 101n }, /not there/],
      [2, { from: "expired" }, /from expired/],
      [2, { grant: null }, /were not there|from/],
      [0, { from: "debt", to: "consumed" }, /from debt/],
    ];
    for (const [index, change, message] of broken) {
      const changed = entries.map((entry, position) => (position === index ? { ...entry, ...change } : entry));
      expect(checkConservation(changed)).toEqual([
        { path: [], code: "invalid-ledger", message: expect.stringMatching(message) },
      ]);
    }
  });
});

describe("JSON", () => {
  it("brings back the same state, from rows in any order", () => {
    const json = JSON.parse(JSON.stringify(creditStateToJson(state)));
    expect(creditStateFromJson(json)).toEqual(state);
    for (const list of ["grants", "holds", "charges"]) json[list].reverse();
    const other = creditStateFromJson(json);
    expect(other.owing).toEqual(["second", "first"]);
    expect(other.grants).toEqual(state.grants);
    expect(creditStateFromJson(creditStateToJson(emptyCreditState))).toEqual(emptyCreditState);
  });

  it("brings back the same entries, with credits as decimal strings", () => {
    expect(ledgerEntryToJson(entries[0] as LedgerEntry)).toMatchObject({ amount: "0.0001", from: "issued" });
    expect(entries.map((entry) => ledgerEntryFromJson(JSON.parse(JSON.stringify(ledgerEntryToJson(entry)))))).toEqual(
      entries,
    );
  });

  it("is refused with what is wrong", () => {
    const wrong = { ...creditStateToJson(state), time: "today", entries: -1 };
    expect(() => creditStateFromJson(wrong)).toThrow(
      expect.objectContaining({
        code: "invalid-credit-state",
        problems: [expect.objectContaining({ path: ["time"] }), expect.objectContaining({ path: ["entries"] })],
      }),
    );
    expect(() => ledgerEntryFromJson({ amount: 1 })).toThrow(expect.objectContaining({ code: "invalid-ledger" }));
  });
});

describe("changedRecords", () => {
  it("are those that a store does not have yet", () => {
    const changed = applyCommands(state, [{ type: "settle", hold: "open", actual: 1n }], at).state;
    const { grants, holds, charges } = changedRecords(state, changed);
    expect([grants, holds, charges].map((records) => records.map(({ id }) => id))).toEqual([["a"], ["open"], ["open"]]);
    expect(changedRecords(state, state)).toEqual({ grants: [], holds: [], charges: [] });
  });
});

describe("findLedgerDifferences", () => {
  const codes = (changed: Partial<CreditState>, written: readonly LedgerEntry[] = entries) =>
    findLedgerDifferences({ ...state, ...changed }, written).map(({ code }) => code);

  it("finds none between a state and the entries that led to it", () => {
    expect(codes({})).toEqual([]);
    expect(findLedgerDifferences(emptyCreditState, [])).toEqual([]);
  });

  it("finds credits that a state has and its entries never gave", () => {
    const [grant, ...others] = state.grants as [GrantRecord, ...GrantRecord[]];
    const richer = { ...grant, amount: grant.amount + 5n, available: grant.available + 5n };
    expect(codes({ grants: [richer, ...others] })).toEqual(["balance-differs"]);
    const given: GrantRecord = { ...grant, id: "given", held: 0n, consumed: 0n, available: grant.amount };
    expect(codes({ grants: [...state.grants, given] })).toContain("balance-differs");
  });

  it("finds grants, debts and entries that are missing", () => {
    expect(codes({ grants: state.grants.slice(1), holds: new Map() })).toContain("balance-differs");
    const charges = new Map([...state.charges].filter(([, { owed }]) => owed === 0n));
    expect(codes({ charges, owing: [] })).toEqual(["debt-differs"]);
    expect(codes({}, entries.slice(0, -1))).toContain("count-differs");
    expect(codes({}, entries.slice(1))).toContain("count-differs");
    expect(codes({ time: null })).toEqual(["time-differs"]);
    expect(codes({}, [...entries].reverse())).toContain("invalid-ledger");
  });
});
