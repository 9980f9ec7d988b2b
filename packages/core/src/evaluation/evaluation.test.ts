import { describe, expect, it } from "vitest";
import { readFrozen, signFrozen } from "../assignment/frozen/frozen-token.ts";
import type { FrozenRecord } from "../assignment/frozen-record.ts";
import { definePricing } from "../catalog/define-pricing.ts";
import { createPriceBook } from "./create-price-book.ts";
import { evaluateUnit } from "./evaluate-unit.ts";
import { passedRecords } from "./passed-records.ts";
import { settleEvaluation } from "./settle-evaluation.ts";
import { isMintedVisitorId, looksMinted, mintVisitorId } from "./visitor-id.ts";

const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
const other = Uint8Array.from(secret, (byte) => byte ^ 1);
const at = new Date("2026-03-10T12:00:00Z");
const catalog = definePricing({
  currency: "USD",
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
});
const definition = {
  key: "price",
  status: "running",
  control: "low",
  variants: [
    { key: "low", prices: ["pro-39"] },
    { key: "high", prices: ["pro-59"] },
  ],
} as const;
const experiment = {
  ...definition,
  revision: 1,
  winner: null,
  startedAt: "2026-03-01T00:00:00.000Z",
  endedAt: null,
  catalogVersion: 1,
  settings: { memoryDays: 30, releaseAfterDays: 30 },
};
const book = createPriceBook({
  experiments: [{ experiment, definition }],
  catalogs: [{ version: 1, document: catalog }],
  withdrawn: new Map(),
});
const nothing = { records: [], account: null, bought: false };
const unit = { kind: "visitor", id: "v_1" } as const;
const record: FrozenRecord = {
  unit,
  experiment: "price",
  revision: 1,
  variant: "low",
  currency: "USD",
  counted: true,
  hashedId: "v_1",
  at: "2026-03-05T00:00:00.000Z",
};

describe("evaluateUnit", () => {
  it("freezes what a unit is shown for the first time, and nothing that it was shown before", () => {
    const first = evaluateUnit({ unit }, { book, stored: nothing, at });
    expect(first.assignments).toMatchObject([{ reason: "assigned", counted: true }]);
    expect(first.fresh).toMatchObject([{ unit, experiment: "price", currency: "USD", at: at.toISOString() }]);
    const stored = { ...nothing, records: first.fresh };
    const again = evaluateUnit({ unit }, { book, stored, at });
    expect(again.fresh).toEqual([]);
    expect(again.assignments).toMatchObject([{ variant: first.assignments[0]?.variant, reason: "frozen" }]);
  });

  it("believes what is stored before what is passed", () => {
    const passed = { ...record, variant: "high" };
    const { assignments } = evaluateUnit(
      { unit, frozen: [passed] },
      { book, stored: { ...nothing, records: [record] }, at },
    );
    expect(assignments).toMatchObject([{ variant: "low", reason: "frozen" }]);
  });

  it("freezes for the account that a visitor was identified as", () => {
    const { owner, fresh } = evaluateUnit({ unit }, { book, stored: { ...nothing, account: "acme" }, at });
    expect(owner).toEqual({ kind: "account", id: "acme" });
    expect(fresh).toMatchObject([{ unit: owner, hashedId: "acme" }]);
  });

  it("tells what it showed without an identity, and keeps that once it is passed with one", () => {
    const withheld = evaluateUnit({ unit, hasIdentity: false }, { book, stored: nothing, at });
    expect(withheld.assignments).toMatchObject([{ variant: "low", reason: "no-identity" }]);
    expect(withheld.fresh).toEqual([]);
    expect(withheld.known).toMatchObject([{ variant: "low", counted: false }]);
    const agreed = { unit, frozen: withheld.known };
    const kept = evaluateUnit(agreed, { book, stored: nothing, at, keepsPassed: true });
    expect(kept.assignments).toMatchObject([{ variant: "low", reason: "frozen", counted: false }]);
    expect([kept.fresh, kept.known]).toEqual([withheld.known, []]);
    const again = evaluateUnit(agreed, { book, stored: { ...nothing, records: kept.fresh }, at, keepsPassed: true });
    expect([again.fresh, again.known]).toEqual([[], kept.fresh]);
    expect(evaluateUnit(agreed, { book, stored: nothing, at }).fresh).toEqual([]);
  });

  it("gives a stranger the control where nothing can be kept", () => {
    const { assignments } = evaluateUnit({ unit }, { book, stored: nothing, at, canKeep: false });
    expect(assignments).toMatchObject([{ variant: "low", counted: false }]);
  });

  it("needs a catalog", () => {
    const empty = createPriceBook({ experiments: [], catalogs: [], withdrawn: new Map() });
    expect(() => evaluateUnit({ unit }, { book: empty, stored: nothing, at })).toThrow(
      expect.objectContaining({ code: "no-catalog" }),
    );
  });
});

describe("settleEvaluation", () => {
  it("lets the record hold that somebody else stored first", () => {
    const evaluation = evaluateUnit({ unit }, { book, stored: nothing, at });
    const variant = evaluation.assignments[0]?.variant === "low" ? "high" : "low";
    const settled = settleEvaluation(evaluation, [{ ...record, variant }]);
    expect(settled.assignments).toMatchObject([{ variant, reason: "frozen", slot: null, counted: true }]);
    expect(settled.records).toMatchObject([{ variant }]);
  });
});

describe("frozen tokens", () => {
  it("are read back whole, and are the same however the record was written down", () => {
    const released: FrozenRecord = { ...record, counted: false, releasedFrom: "high", excluded: "multiple-exposure" };
    const shuffled = Object.fromEntries(Object.entries(released).reverse()) as unknown as FrozenRecord;
    expect(signFrozen(shuffled, secret)).toBe(signFrozen(released, secret));
    expect(readFrozen(signFrozen(released, secret), secret)).toEqual(released);
    expect(readFrozen(signFrozen(record, secret), other)).toBeNull();
  });

  it("of another unit, or altered, are left out and named", () => {
    const foreign = signFrozen({ ...record, unit: { kind: "visitor", id: "v_2" } }, secret);
    const { records, ignored } = passedRecords([signFrozen(record, secret), foreign, "nonsense"], unit, secret);
    expect(records).toEqual([record]);
    expect(ignored).toMatchObject([
      { field: "frozen.1", code: "frozen-rejected" },
      { field: "frozen.2", code: "frozen-rejected" },
    ]);
  });
});

describe("visitors' ids", () => {
  it("are known by the secret that minted them", () => {
    const id = mintVisitorId(secret, new Uint8Array(16).fill(7));
    expect([isMintedVisitorId(id, secret), isMintedVisitorId(id, other)]).toEqual([true, false]);
    expect([looksMinted(id), looksMinted("v_1"), isMintedVisitorId(`${id}x`, secret)]).toEqual([true, false, false]);
  });
});
