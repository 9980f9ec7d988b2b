import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCredits } from "../../money/scaled-decimal.ts";
import { type BurnableGrant, burnDown } from "./burn-down.ts";
import { compareGrants } from "./compare-grants.ts";
import { createGrant } from "./create-grant.ts";
import type { Grant, GrantInput } from "./grant.ts";

const at = "2026-02-01T00:00:00.000Z";
const before = "2026-01-01T00:00:00.000Z";
const grant = (id: string, more: Partial<GrantInput> = {}): Grant =>
  createGrant({ id, amount: parseCredits("100"), kind: "paid", ...more }, before);

describe("burnDown", () => {
  it("uses 120 of two hundreds: all of the smaller priority, and 20 of the other", () => {
    const grants = [grant("a", { priority: 2 }), grant("b", { priority: 1 })];
    expect(burnDown(grants, parseCredits("120"), { at })).toEqual({
      entries: [
        { grant: "b", amount: parseCredits("100") },
        { grant: "a", amount: parseCredits("20") },
      ],
      shortfall: 0n,
    });
  });

  it("says what no grant covers, and takes nothing of grants that are not active or not for the meter", () => {
    const grants = [
      grant("over", { expiresAt: at }),
      grant("soon", { effectiveAt: "2026-02-01T00:00:00.001Z" }),
      grant("images", { meters: ["images"] }),
      grant("from now", { effectiveAt: at }),
    ];
    expect(burnDown(grants, parseCredits("150"), { at, meter: "tokens" })).toEqual({
      entries: [{ grant: "from now", amount: parseCredits("100") }],
      shortfall: parseCredits("50"),
    });
  });

  it("refuses amounts that are not micro-credits from 0", () => {
    for (const amount of [-1n, 1 as unknown as bigint])
      expect(() => burnDown([], amount, { at })).toThrow(expect.objectContaining({ code: "invalid-amount" }));
  });

  it("takes all it can in the order of the grants, whatever order they are given in", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyGrant(), { selector: ({ id }) => id }),
        fc.bigInt({ min: 0n, max: 60n }),
        (grants, amount) => {
          const { entries, shortfall } = burnDown(grants, amount, { at, meter: "tokens" });
          expect(burnDown(grants.toReversed(), amount, { at, meter: "tokens" })).toEqual({ entries, shortfall });
          const usable = grants.filter(
            ({ effectiveAt, expiresAt = "9", meters = ["tokens"] }) =>
              effectiveAt <= at && at < expiresAt && meters.includes("tokens"),
          );
          const total = usable.reduce((sum, { available = 0n }) => sum + available, 0n);
          const taken = entries.reduce((sum, entry) => sum + entry.amount, 0n);
          expect([taken + shortfall, shortfall === 0n]).toEqual([amount, amount <= total]);
          // Only the last one that is touched has something left.
          const touched = usable
            .filter(({ available }) => available !== 0n)
            .sort(compareGrants)
            .slice(0, entries.length);
          expect(touched.map(({ id }) => id)).toEqual(entries.map((entry) => entry.grant));
          for (const [index, { available }] of touched.slice(0, -1).entries())
            expect(entries[index]?.amount).toBe(available);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe("compareGrants", () => {
  it("looks at one thing after the other", () => {
    const later = "2026-03-01T00:00:00.000Z";
    const inOrder = [
      grant("priority", { priority: 49 }),
      grant("restricted", { meters: ["tokens"] }),
      grant("promotional", { expiresAt: later, kind: "promotional" }),
      grant("effective", { expiresAt: later }),
      grant("created", { expiresAt: later, effectiveAt: at }),
      grant("Z", { expiresAt: later, effectiveAt: at, createdAt: at }),
      grant("a", { expiresAt: later, effectiveAt: at, createdAt: at }),
      grant("never", { kind: "promotional" }),
      grant("last", { priority: 51, meters: ["tokens"] }),
    ];
    expect(inOrder.toReversed().sort(compareGrants)).toEqual(inOrder);
  });

  it("is a total order", () => {
    const three = fc.uniqueArray(anyGrant(), { minLength: 3, maxLength: 3, selector: ({ id }) => id });
    fc.assert(
      fc.property(three, ([a, b, c]) => {
        const [first, second, third] = [a, b, c] as [Grant, Grant, Grant];
        expect(compareGrants(first, first)).toBe(0);
        expect(Math.sign(compareGrants(first, second))).toBe(-Math.sign(compareGrants(second, first)));
        expect(compareGrants(first, second)).not.toBe(0);
        if (compareGrants(first, second) < 0 && compareGrants(second, third) < 0)
          expect(compareGrants(first, third)).toBeLessThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("createGrant", () => {
  it("says everything that is wrong", () => {
    const wrong = {
      amount: 0n,
      kind: "free" as "paid",
      meters: [],
      priority: 0.5,
      costBasis: "cheap",
      expiresAt: before,
    };
    expect(() => grant("~", wrong)).toThrow(
      expect.objectContaining({
        code: "invalid-grant",
        problems: ["id", "amount", "kind", "priority", "expiresAt", "meters", "costBasis"].map((field) =>
          expect.objectContaining({ path: [field], code: `invalid-${field}` }),
        ),
      }),
    );
    const rollover = { minimum: 2n, maximum: 1n, ends: [at, at] };
    expect(() => grant("r", { rollover })).toThrow(/never expires does not roll over/);
    expect(() => grant("r", { expiresAt: at, rollover: { maximum: 1n, ends: [] } })).toThrow(/are empty/);
    expect(() => grant("r", { expiresAt: at, rollover })).toThrow(/minimum of 2 .* not each later/);
  });
});

/** Grants that differ in few values, so that ties are common. */
function anyGrant(): fc.Arbitrary<BurnableGrant> {
  const time = fc.constantFrom(before, at, "2026-03-01T00:00:00.000Z");
  return fc.record({
    id: fc.string({ minLength: 1, maxLength: 2 }),
    amount: fc.constant(20n),
    available: fc.bigInt({ min: 0n, max: 20n }),
    kind: fc.constantFrom("paid" as const, "promotional" as const),
    priority: fc.constantFrom(0, 50),
    effectiveAt: time,
    expiresAt: fc.option(time, { nil: undefined }),
    meters: fc.constantFrom(undefined, ["tokens"], ["images", "tokens"], ["images"]),
    createdAt: time,
  });
}
