import fc from "fast-check";
import jstat from "jstat";
import { describe, expect, it } from "vitest";
import { createAssigner } from "./create-assigner.ts";
import type { Experiment, ExperimentStatus } from "./experiment.ts";
import { freeze } from "./frozen/freeze.ts";
import { thaw } from "./frozen/thaw.ts";
import { SLOT_COUNT, slotOf } from "./slot.ts";
import type { Unit } from "./unit.ts";

const VARIANTS = ["a", "b", "c"];

function experimentNamed(key: string, change: Partial<Experiment> = {}): Experiment {
  return { key, status: "running", control: "a", variants: VARIANTS.map((name) => ({ key: name })), ...change };
}

const unitId = fc.string({ minLength: 1, maxLength: 170, unit: "binary" });

/** Any setting of everything that could keep a unit from its price. */
const change: fc.Arbitrary<Partial<Experiment>> = fc.record(
  {
    status: fc.constantFrom<ExperimentStatus>("draft", "running", "paused", "completed"),
    winner: fc.constantFrom(...VARIANTS),
    coverage: fc.constantFrom(0, 0.2, 1),
    salt: fc.constantFrom("s", "t"),
    eligibility: fc.constantFrom("everyone" as const, "new-customers" as const),
    holdout: fc.constant({ key: "all", share: 1 }),
    layer: fc.constant({ key: "one", ranges: [] }),
    audience: fc.constant({ country: "DE" }),
    requires: fc.constant(["something-newer"]),
    revision: fc.integer({ min: 1, max: 9 }),
  },
  { requiredKeys: [] },
);
const flags: fc.Arbitrary<Partial<Unit>> = fc.record(
  {
    hasIdentity: fc.boolean(),
    internal: fc.boolean(),
    seenBefore: fc.boolean(),
    overQuota: fc.boolean(),
    payingCustomer: fc.boolean(),
    attributes: fc.constant({ country: "FR" }),
  },
  { requiredKeys: [] },
);
const options = { onUnsupported: "control" } as const;

describe("assignment", () => {
  it("gives the same answer however often and wherever it is asked", () => {
    fc.assert(
      fc.property(unitId, change, flags, (id, changed, flagged) => {
        const experiments = [experimentNamed("price", changed)];
        const first = createAssigner(experiments, options).assign("price", { id, ...flagged });
        const again = createAssigner(structuredClone(experiments), options);
        again.assign("price", { id: "someone else" });
        expect(again.assign("price", { id, ...flagged })).toEqual(first);
      }),
    );
  });

  it("gives another variant than the control for four reasons only", () => {
    fc.assert(
      fc.property(unitId, change, flags, (id, changed, flagged) => {
        const result = createAssigner([experimentNamed("price", changed)], options).assign("price", { id, ...flagged });
        const mayDiffer = ["override", "frozen", "concluded", "assigned"].includes(result.reason);
        expect(mayDiffer || result.variant === "a").toBe(true);
        expect(result.counted).toBe(result.reason === "assigned");
      }),
    );
  });

  it("keeps a price that was shown through every change, and through JSON", () => {
    fc.assert(
      fc.property(unitId, change, flags, (id, changed, flagged) => {
        const shown = createAssigner([experimentNamed("price")]).assign("price", { id });
        const record = freeze(shown, { id }, { at: "2026-01-31T12:00:00Z", revision: 1, currency: "USD" });
        const stored = thaw(JSON.parse(JSON.stringify(record)));
        expect(stored).toEqual(record);
        const frozen = stored ? [stored] : [];
        const later = createAssigner([experimentNamed("price", changed)], options);
        expect(later.assign("price", { id, ...flagged, frozen })).toEqual({
          ...shown,
          reason: "frozen",
          slot: null,
          // The seller's own people keep their price too, and are not counted.
          counted: shown.counted && flagged.internal !== true,
        });
      }),
    );
  });

  it("lets only an override and an invalid unit win over a frozen price", () => {
    const frozen = [
      {
        unit: { kind: "visitor", id: "v_1" },
        experiment: "price",
        revision: 1,
        variant: "b",
        currency: null,
        counted: true,
        hashedId: "v_1",
        at: "2026-01-31T12:00:00.000Z",
      },
    ] as const;
    const assigner = createAssigner([experimentNamed("price")]);
    expect(assigner.assign("price", { id: "v_1", frozen, overrides: { price: "c" } }).reason).toBe("override");
    expect(assigner.assign("price", { id: "", frozen }).reason).toBe("invalid-unit");
    expect(assigner.assign("other", { id: "v_1", frozen }).reason).toBe("unknown-experiment");
  });

  it("moves nobody when coverage grows", () => {
    const coverage = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(unitId, coverage, coverage, (id, one, other) => {
        const at = (share: number) =>
          createAssigner([experimentNamed("price", { coverage: share })]).assign("price", { id });
        const smaller = at(Math.min(one, other));
        fc.pre(smaller.reason === "assigned");
        expect(at(Math.max(one, other))).toEqual(smaller);
      }),
      { numRuns: 500 },
    );
  });

  it("lets no unit into two experiments of a layer", () => {
    const ranges = [
      [{ from: 0, to: 3000 }],
      [
        { from: 3000, to: 4000 },
        { from: 9000, to: 10_000 },
      ],
      [{ from: 4000, to: 9000 }],
    ];
    const assigner = createAssigner(
      ranges.map((range, index) => experimentNamed(`p${index}`, { layer: { key: "prices", ranges: range } })),
    );
    fc.assert(
      fc.property(unitId, (id) => {
        const reasons = ranges.map((_, index) => assigner.assign(`p${index}`, { id }).reason);
        expect(reasons.filter((reason) => reason === "assigned")).toHaveLength(1);
      }),
    );
  });

  it("divides a million ids as the weights say", () => {
    const weights = [6, 3, 1];
    const variants = VARIANTS.map((key, index) => ({ key, weight: weights[index] as number }));
    const assigner = createAssigner([experimentNamed("price", { variants })]);
    const counts = new Map<string, number>();
    const total = 1_000_000;
    for (let index = 0; index < total; index++) {
      const { variant } = assigner.assign("price", { id: `v_${index}` });
      counts.set(variant, (counts.get(variant) ?? 0) + 1);
    }
    variants.forEach(({ key, weight }) => {
      const share = weight / 10;
      // Five standard deviations of a binomial count: a fair hash fails one time in 1.7 million.
      const bound = 5 * Math.sqrt(total * share * (1 - share));
      expect(Math.abs((counts.get(key) as number) - total * share)).toBeLessThan(bound);
    });
  });

  it("spreads ids independently under every pair of salts, those of experiments, layers and holdouts", () => {
    const salts = ["price", "pack", "trial", "price-2", "layer:price", "holdout:price"];
    const rows = Array.from({ length: 100_000 }, (_, index) =>
      salts.map((salt) => Math.floor((slotOf(salt, `v_${index}`) * 3) / SLOT_COUNT)),
    );
    salts.forEach((_, first) => {
      for (let second = first + 1; second < salts.length; second++) {
        const table = new Array<number>(9).fill(0);
        for (const row of rows) {
          const cell = (row[first] as number) * 3 + (row[second] as number);
          table[cell] = (table[cell] as number) + 1;
        }
        // 15 pairs at 1e-5 each: one set of salts in 6,667 fails by chance. These ids are fixed, so this one never does.
        expect(independence(table)).toBeGreaterThan(1e-5);
      }
    });
  });
});

/** The p-value of Pearson's chi-squared test of independence in a 3 by 3 table, 4 degrees of freedom. */
function independence(table: readonly number[]): number {
  const sum = (cells: readonly number[]) => cells.reduce((total, cell) => total + cell, 0);
  const total = sum(table);
  const statistic = table.reduce((before, observed, cell) => {
    const row = sum(table.filter((_, index) => Math.floor(index / 3) === Math.floor(cell / 3)));
    const column = sum(table.filter((_, index) => index % 3 === cell % 3));
    const expected = (row * column) / total;
    return before + (observed - expected) ** 2 / expected;
  }, 0);
  return 1 - jstat.chisquare.cdf(statistic, 4);
}
