import { EventEmitter } from "node:events";
import fc from "fast-check";
import { Unleash } from "unleash-client";
import { describe, expect, it } from "vitest";
import { createAssigner } from "../../assignment/create-assigner.ts";
import { audiences } from "../../audiences/index.ts";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { hashRules } from "../hash-rules.ts";
import { importUnleash } from "./import-unleash.ts";

interface Features {
  readonly version: number;
  readonly features: readonly object[];
  readonly segments?: readonly { readonly id: number }[];
}

type Given = (userId: string, properties?: Readonly<Record<string, unknown>>) => string | null;

/** Unleash itself, reading from memory. */
function givenByUnleash({ features, segments }: Features): Given {
  const repository = Object.assign(new EventEmitter(), {
    getToggle: () => features[0] as never,
    getToggles: () => features as never,
    getTogglesWithSegmentData: () => [],
    getSegment: (id: number) => segments?.find((segment) => segment.id === id) as never,
    start: async () => {},
    stop: () => {},
  });
  const client = new Unleash({
    url: "http://127.0.0.1",
    appName: "test",
    repository,
    disableAutoStart: true,
    disableMetrics: true,
    skipInstanceCountWarning: true,
  });
  repository.emit("ready");
  return (userId, properties = {}) => {
    const { enabled, name } = client.getVariant("pro-price", { userId, properties } as never);
    return enabled ? name : null;
  };
}

function givenHere(features: Features): Given {
  const { experiments, notCarriedOver } = importUnleash(features);
  expect(experiments, JSON.stringify(notCarriedOver)).toHaveLength(1);
  const assigner = createAssigner(experiments, { hashRules, audiences: audiences() });
  return (id, attributes = {}) => {
    const { reason, variant } = assigner.assign("pro-price", { id, attributes: { userId: id, ...attributes } });
    return reason === "assigned" || reason === "override" ? variant : null;
  };
}

const variants = [
  { name: "a", weight: 500 },
  { name: "b", weight: 300 },
  { name: "c", weight: 200 },
];

function withFeature(change: object, rest: object = {}): Features {
  return { version: 2, features: [{ name: "pro-price", enabled: true, strategies: [], variants, ...change }], ...rest };
}

function withStrategy(change: object, rest: object = {}): Features {
  return withFeature({ strategies: [{ name: "default", parameters: {}, ...change }] }, rest);
}

const anyId = fc.oneof(fc.uuid(), fc.string({ minLength: 1, unit: "binary", maxLength: 40 }));
const ids = fc.array(anyId, { minLength: 20, maxLength: 30 });

describe("importUnleash", () => {
  it("gives everyone the arm that Unleash gives them, whatever the strategy", () => {
    const groupId = fc.option(fc.constantFrom("", "pro-price", "é"), { nil: undefined });
    const stickiness = fc.constantFrom("default", "userId", undefined);
    const rollout = fc.integer({ min: 0, max: 100 }).map(String);
    const strategy = fc.oneof(
      fc.constant({ name: "default", parameters: {} }),
      fc.record({ name: fc.constant("flexibleRollout"), parameters: fc.record({ groupId, stickiness, rollout }) }),
      fc.record({
        name: fc.constant("gradualRolloutUserId"),
        parameters: fc.record({ groupId, percentage: rollout }),
      }),
    );
    const own = fc.array(
      fc.record({ name: fc.constant("x"), weight: fc.integer({ min: 1, max: 1000 }) }).map((variant) => variant),
      { maxLength: 4 },
    );
    const named = own.map((list) => list.map((variant, index) => ({ ...variant, name: `s${index}` })));
    fc.assert(
      fc.property(fc.option(strategy, { nil: null }), named, ids, (strategy, own, ids) => {
        const features = withFeature({ strategies: strategy ? [{ ...strategy, variants: own }] : [] });
        const here = givenHere(features);
        const there = givenByUnleash(features);
        for (const id of ids) expect(here(id)).toBe(there(id));
      }),
      { numRuns: 300 },
    );
  });

  it("asks constraints the same questions, of text, numbers and what is missing", () => {
    const names = "IN NOT_IN NUM_EQ NUM_GT NUM_GTE NUM_LT NUM_LTE STR_STARTS_WITH STR_ENDS_WITH STR_CONTAINS";
    const operator = fc.constantFrom(...names.split(" "));
    const text = fc.constantFrom("DE", "D", "E", "a.b", ".", " DE ", "", "5", "true", "x/y", "é");
    const constraint = fc
      .record({
        operator,
        inverted: fc.boolean(),
        values: fc.array(text, { maxLength: 3 }),
        value: fc.constantFrom("5", "-1", "none", "0"),
      })
      .map((record) => ({ ...record, contextName: record.operator.startsWith("STR_") ? "text" : "field" }));
    const given = fc.constantFrom<unknown>("DE", "aDE", "DEa", "a.b", "axb", "5", 5, 4, -1, 0, "", "x/y", undefined);
    const settings = fc.record({
      constraints: fc.array(constraint, { maxLength: 2 }),
      segment: fc.array(constraint, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(settings, fc.array(given, { minLength: 10 }), ({ constraints, segment }, values) => {
        const features = withStrategy({ constraints, segments: [1] }, { segments: [{ id: 1, constraints: segment }] });
        const here = givenHere(features);
        const there = givenByUnleash(features);
        for (const field of values) {
          const attributes = { field, text: field === undefined ? field : String(field) };
          expect(here("DE", attributes)).toBe(there("DE", attributes));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("forces those whom an override by user id forces, if the rollout lets them in", () => {
    const parameters = { rollout: "50", groupId: "pro-price", stickiness: "default" };
    const values = Array.from({ length: 40 }, (_, index) => `v_${index}`);
    const overridden = variants.map((variant, index) =>
      index > 0 ? { ...variant, overrides: [{ contextName: "userId", values: values.slice(index) }] } : variant,
    );
    const features = withFeature({ strategies: [{ name: "flexibleRollout", parameters }], variants: overridden });
    const here = givenHere(features);
    const there = givenByUnleash(features);
    for (const id of values) expect(here(id)).toBe(there(id));
  });

  it("carries over values, weights and the place under the hash, and says what stays behind", () => {
    const parameters = { rollout: "40", groupId: "gr", stickiness: "sessionId" };
    const payload = { type: "string", value: "39" };
    const own = [
      { name: "a", weight: 1, payload, weightType: "fix", stickiness: "sessionId" },
      { name: "b", weight: 3, overrides: [{ contextName: "company", values: ["1"] }] },
    ];
    const strategies = [{ name: "flexibleRollout", parameters, variants: own }];
    const { experiments, notCarriedOver } = importUnleash(
      JSON.stringify({
        ...withFeature({ enabled: false, strategies, type: "experiment" }),
        features: [
          { name: "a flag", enabled: true },
          ...withFeature({ enabled: false, strategies, type: "experiment" }).features,
        ],
        query: {},
      }),
    );
    expect(experiments).toEqual([
      {
        key: "pro-price",
        status: "paused",
        hash: { rule: "unleash", group: "gr", weights: [1, 3], rollout: { group: "gr", percentage: 40 } },
        control: "a",
        coverage: 0.4,
        variants: [
          { key: "a", weight: 1, payload },
          { key: "b", weight: 3 },
        ],
      },
    ]);
    expect(notCarriedOver.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["features.0", "no-experiment"],
      ["features.1.type", "no-place"],
      ["features.1.strategies.0.variants.0.weightType", "no-place"],
      ["features.1.variants", "unused-variants"],
      ["features.1.strategies.0", "unit-attribute"],
      ["features.1.strategies.0", "control-assumed"],
      ["features.1.strategies.0.variants.1.overrides", "override"],
      ["query", "no-place"],
    ]);
  });

  const constraint = (operator: string, change: object = {}) => ({
    constraints: [{ contextName: "field", operator, values: ["1.0.0"], ...change }],
  });
  const rollout = (stickiness: string) => ({ name: "flexibleRollout", parameters: { rollout: "50", stickiness } });
  it.each([
    ["prerequisite", withFeature({ dependencies: [{ feature: "other" }] })],
    ["several-strategies", withFeature({ strategies: [{ name: "default" }, { name: "default" }] })],
    ["unsupported-strategy", withStrategy({ name: "remoteAddress" })],
    ["unknown-segment", withStrategy({ segments: [7] })],
    ["no-weight", withFeature({ variants: [{ name: "a", weight: 0 }] })],
    ["random", withFeature({ variants: [{ name: "a", weight: 1, stickiness: "random" }] })],
    ["random", withStrategy(rollout("random"))],
    ["two-attributes", withStrategy(rollout("sessionId"))],
    ["unsupported-condition", withStrategy(constraint("SEMVER_GT"))],
    ["unsupported-condition", withStrategy(constraint("DATE_AFTER"))],
    ["unsupported-condition", withStrategy(constraint("REGEX"))],
    ["unsupported-condition", withStrategy(constraint("IN_CIDR"))],
    ["unsupported-condition", withStrategy(constraint("STR_CONTAINS", { caseInsensitive: true }))],
    ["unsupported-condition", withStrategy(constraint("IN", { contextName: "a.b" }))],
  ])("leaves an experiment out that it cannot carry over exactly: %s", (code, features) => {
    const { experiments, notCarriedOver } = importUnleash(features);
    expect(experiments).toEqual([]);
    expect(notCarriedOver).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining('Experiment "pro-price" is left out: ') }),
    );
  });

  it("refuses what is not an answer of Unleash, with every problem", () => {
    try {
      importUnleash({ features: [{ name: "a" }, { enabled: true, variants: [{ name: "b", weight: -1 }] }] });
      expect.unreachable();
    } catch (error) {
      if (!isPricewrightError(error)) throw error;
      expect(error.code).toBe("invalid-import");
      expect(error.problems.map(({ path }) => path.join("."))).toEqual([
        "features.0.enabled",
        "features.1.name",
        "features.1.variants.0.weight",
      ]);
    }
  });
});
