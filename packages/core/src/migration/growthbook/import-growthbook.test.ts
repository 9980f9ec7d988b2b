import { type FeatureApiResponse, GrowthBook } from "@growthbook/growthbook";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAssigner } from "../../assignment/create-assigner.ts";
import { audiences } from "../../audiences/index.ts";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { hashRules } from "../hash-rules.ts";
import { importGrowthBook } from "./import-growthbook.ts";

type Attributes = Readonly<Record<string, unknown>>;

/** The variation's key that GrowthBook itself gives in a feature, or null for whoever takes no part. */
function givenByGrowthBook(payload: object, feature: string, attributes: Attributes): string | null {
  const growthbook = new GrowthBook({ attributes }).initSync({ payload: payload as FeatureApiResponse });
  const { experimentResult } = growthbook.evalFeature(feature);
  return experimentResult?.inExperiment ? experimentResult.key : null;
}

/** The variant's key under the imported experiment, or null likewise. */
function givenHere(payload: object, key: string): (attributes: Attributes) => string | null {
  const { experiments, notCarriedOver } = importGrowthBook(payload);
  expect(experiments, JSON.stringify(notCarriedOver)).toHaveLength(1);
  const assigner = createAssigner(experiments, { hashRules, audiences: audiences() });
  return (attributes) => {
    const { reason, variant } = assigner.assign(key, { id: String(attributes.id), attributes });
    return reason === "assigned" ? variant : null;
  };
}

function withRules(...rules: object[]): object {
  return { features: { price: { defaultValue: 39, rules } } };
}

const rule = { key: "pro-price", variations: [39, 49, 59], meta: [{ key: "a" }, { key: "b" }, { key: "c" }] };

function codes(payload: object): string[] {
  return importGrowthBook(payload).notCarriedOver.map(({ code }) => code);
}

describe("importGrowthBook", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const rules = fc.record(
    {
      seed: fc.string({ minLength: 1, unit: "binary", maxLength: 12 }),
      hashVersion: fc.constantFrom(1, 2),
      coverage: share,
      weights: fc.constantFrom([0.5, 0.3, 0.2], [1 / 3, 1 / 3, 1 / 3], [0.1, 0.89, 0.01]),
      ranges: fc.constantFrom([
        [0, 0.2],
        [0.4, 0.5],
        [0.9, 1],
      ]),
      namespace: fc.tuple(fc.constantFrom("n", "é"), share, share),
      filters: fc.constant([{ seed: "f", hashVersion: 2, ranges: [[0.1, 0.8]] }]),
      condition: fc.constantFrom<object>(
        { country: "DE" },
        { age: { $gte: 30 }, country: { $in: ["DE", "FR"] } },
        { $or: [{ age: { $lt: 20 } }, { $not: { country: "US" } }] },
        { id: { $notInGroup: "staff" } },
        { $savedGroup: { id: "europe" }, age: { $exists: true } },
      ),
    },
    { requiredKeys: [] },
  );
  const attributes = fc.record(
    {
      id: fc.oneof(fc.uuid(), fc.string({ minLength: 1, unit: "binary", maxLength: 40 })),
      country: fc.constantFrom("DE", "FR", "US", null),
      age: fc.integer({ min: 10, max: 60 }),
    },
    { requiredKeys: ["id"] },
  );
  const savedGroups = {
    staff: ["1", "2"],
    europe: { type: "condition", condition: { country: { $in: ["DE", "FR"] } } },
  };

  it("gives everyone the arm that GrowthBook gives them", () => {
    const units = fc.array(attributes, { minLength: 20, maxLength: 30 });
    fc.assert(
      fc.property(rules, units, (settings, units) => {
        const payload = { ...withRules({ ...rule, ...settings }), savedGroups };
        const here = givenHere(payload, "pro-price");
        for (const unit of units) expect(here(unit)).toBe(givenByGrowthBook(payload, "price", unit));
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out whoever an earlier rule takes by its condition", () => {
    const payload = withRules(
      { condition: { country: "DE" }, force: 59 },
      { ...rule, condition: { age: { $gt: 20 } } },
    );
    const here = givenHere(payload, "pro-price");
    fc.assert(
      fc.property(attributes, (unit) => {
        expect(here(unit)).toBe(givenByGrowthBook(payload, "price", unit));
      }),
    );
    expect(codes(payload)).toEqual(["forced-value"]);
  });

  it("makes an experiment with the same shares, values and control", () => {
    const payload = withRules({ ...rule, hashVersion: 2, weights: [0.5, 0.25, 0.25], coverage: 0.4 });
    expect(importGrowthBook(JSON.stringify(payload)).experiments).toEqual([
      {
        key: "pro-price",
        status: "running",
        hash: {
          rule: "growthbook-2",
          seed: "pro-price",
          ranges: [
            [0, 0.2],
            [0.5, 0.6],
            [0.75, 0.85],
          ],
        },
        control: "a",
        coverage: 0.4,
        variants: [
          { key: "a", weight: 0.5, payload: 39 },
          { key: "b", weight: 0.25, payload: 49 },
          { key: "c", weight: 0.25, payload: 59 },
        ],
      },
    ]);
  });

  it("takes the variation that equals the feature's default as the control, and says where none does", () => {
    const payload = { features: { price: { defaultValue: 59, rules: [rule] } } };
    expect(importGrowthBook(payload).experiments[0]?.control).toBe("c");
    const other = { features: { price: { defaultValue: 19, rules: [rule] } } };
    expect(importGrowthBook(other).experiments[0]?.control).toBe("a");
    expect(codes(other)).toEqual(["control-assumed"]);
  });

  it("reads stand-alone experiments", () => {
    const payload = { experiments: [{ ...rule, key: "home page", status: "draft", urlPatterns: [{}], manual: true }] };
    const { experiments, notCarriedOver } = importGrowthBook(payload);
    expect(experiments).toMatchObject([{ key: "home-page", status: "draft", control: "a" }]);
    expect(notCarriedOver.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["experiments.0", "key-changed"],
      ["experiments.0.urlPatterns", "no-place"],
      ["experiments.0.manual", "no-place"],
    ]);
  });

  it.each([
    ["bandit", { contextualVariations: [1, 2] }],
    ["too-few-variations", { variations: [1] }],
    ["unknown-hash-version", { hashVersion: 3 }],
    ["prerequisite", { parentConditions: [{ id: "other" }] }],
    ["passthrough", { meta: [{ passthrough: true }] }],
    ["two-attributes", { filters: [{ seed: "f", attribute: "company", ranges: [[0, 1]] }] }],
    ["unsupported-condition", { condition: { country: { $near: [1, 2] } } }],
    ["unsupported-condition", { condition: { $where: "true" } }],
    ["unsupported-condition", { condition: { country: { $regex: "(?=D)" } } }],
    ["unsupported-condition", { condition: { $savedGroup: { id: "nowhere" } } }],
  ])("leaves an experiment out that it cannot carry over exactly: %s", (code, change) => {
    const { experiments, notCarriedOver } = importGrowthBook(withRules({ ...rule, ...change }));
    expect(experiments).toEqual([]);
    expect(notCarriedOver).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining('Experiment "pro-price" is left out: ') }),
    );
  });

  it("leaves an experiment out after a rule that takes units by chance, or all of them", () => {
    for (const earlier of [{ force: 1, coverage: 0.5 }, { force: 1 }, { ...rule, key: "first" }]) {
      const { experiments } = importGrowthBook(withRules(earlier, rule));
      expect(experiments.map(({ key }) => key)).not.toContain("pro-price");
      expect(codes(withRules(earlier, rule))).toContain("earlier-rule");
    }
  });

  it("says what else stays behind, field by field", () => {
    const payload = {
      dateUpdated: "2026-01-01",
      features: {
        flag: { defaultValue: true },
        price: { defaultValue: 39, rules: [{ ...rule, hashAttribute: "company", name: "Prices", phase: "0" }] },
      },
    };
    expect(importGrowthBook(payload).notCarriedOver.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["features.flag", "no-experiment"],
      ["features.price.rules.0.hashAttribute", "unit-attribute"],
      ["features.price.rules.0.name", "no-place"],
      ["features.price.rules.0.phase", "no-place"],
      ["dateUpdated", "no-place"],
    ]);
  });

  it("refuses what is not a payload, with every problem", () => {
    const bad = { features: { price: { rules: [{ key: 5, weights: ["a"] }] } }, encryptedFeatures: "abc" };
    const error = catchError(() => importGrowthBook(bad));
    if (!isPricewrightError(error)) throw error;
    expect(error.code).toBe("invalid-import");
    expect(error.problems.map(({ path }) => path.join("."))).toEqual([
      "features.price.rules.0.weights.0",
      "features.price.rules.0.key",
      "encryptedFeatures",
    ]);
    expect(() => importGrowthBook("{")).toThrow(/The GrowthBook payload cannot be read/);
  });
});

function catchError(action: () => unknown): unknown {
  try {
    action();
    return null;
  } catch (error) {
    return error;
  }
}
