import { createInstance, createStaticProjectConfigManager, type UserAttributes } from "@optimizely/optimizely-sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAssigner } from "../../assignment/create-assigner.ts";
import { audiences } from "../../audiences/index.ts";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { hashRules } from "../hash-rules.ts";
import { importOptimizely } from "./import-optimizely.ts";

const experiment = {
  id: "900",
  key: "pro-price",
  layerId: "1",
  status: "Running",
  audienceIds: [] as string[],
  forcedVariations: {},
  trafficAllocation: [
    { entityId: "10", endOfRange: 5000 },
    { entityId: "11", endOfRange: 10_000 },
  ],
  variations: [
    { id: "10", key: "a" },
    { id: "11", key: "b" },
    { id: "12", key: "c" },
  ],
};

const empty = {
  version: "4",
  revision: "1",
  projectId: "1",
  accountId: "1",
  anonymizeIP: true,
  audiences: [],
  typedAudiences: [] as object[],
  attributes: ["country", "age", "pro", "plan"].map((key, index) => ({ id: String(index), key })),
  events: [],
  featureFlags: [] as object[],
  rollouts: [],
  groups: [] as object[],
  experiments: [] as object[],
};

function datafileWith(change: object, rest: object = {}): typeof empty {
  return { ...empty, experiments: [{ ...experiment, ...change }], ...rest };
}

type Given = (id: string, attributes?: UserAttributes) => string | null;

function givenByOptimizely(datafile: object): Given {
  const projectConfigManager = createStaticProjectConfigManager({ datafile: JSON.stringify(datafile) });
  const client = createInstance({ projectConfigManager });
  return (id, attributes = {}) => client.getVariation("pro-price", id, attributes);
}

function givenHere(datafile: object): Given {
  const { experiments, notCarriedOver } = importOptimizely(datafile);
  expect(experiments, JSON.stringify(notCarriedOver)).not.toEqual([]);
  const assigner = createAssigner(experiments, { hashRules, audiences: audiences() });
  return (id, attributes = {}) => {
    const { reason, variant } = assigner.assign("pro-price", { id, attributes });
    return reason === "assigned" || reason === "override" ? variant : null;
  };
}

const anyId = fc.oneof(fc.uuid(), fc.string({ minLength: 1, unit: "binary", maxLength: 40 }));

describe("importOptimizely", () => {
  it("gives everyone the arm that Optimizely gives them, whatever the traffic", () => {
    const traffic = fc.array(
      fc.record({ entityId: fc.constantFrom("10", "11", "12", ""), endOfRange: fc.integer({ min: 0, max: 10_000 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(traffic, fc.array(anyId, { minLength: 20, maxLength: 30 }), (trafficAllocation, ids) => {
        const datafile = datafileWith({ trafficAllocation });
        const here = givenHere(datafile);
        const there = givenByOptimizely(datafile);
        for (const id of ids) expect(here(id)).toBe(there(id));
      }),
      { numRuns: 200 },
    );
  });

  it("keeps experiments of a group apart as Optimizely does", () => {
    const other = { ...experiment, id: "901", key: "other" };
    const trafficAllocation = [
      { entityId: "900", endOfRange: 2500 },
      { entityId: "901", endOfRange: 6000 },
      { entityId: "900", endOfRange: 8000 },
    ];
    const group = { id: "70", trafficAllocation, experiments: [experiment, other] };
    for (const policy of ["random", "overlapping"]) {
      const datafile = { ...empty, groups: [{ ...group, policy }] };
      const here = givenHere(datafile);
      const there = givenByOptimizely(datafile);
      for (let index = 0; index < 1000; index++) expect(here(`v_${index}`)).toBe(there(`v_${index}`));
    }
  });

  it("asks audiences the same questions, also of attributes that are missing or of another type", () => {
    const leaf = fc
      .constantFrom<[name: string, match: string | undefined, value: unknown]>(
        ["country", "exact", "DE"],
        ["country", undefined, "FR"],
        ["country", "substring", "D"],
        ["country", "exists", null],
        ["age", "gt", 30],
        ["age", "ge", 30],
        ["age", "lt", 30],
        ["age", "le", 30],
        ["age", "exact", 30],
        ["pro", "exact", true],
      )
      .map(([name, match, value]) => ({ type: "custom_attribute", name, value, ...(match && { match }) }));
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.tuple(fc.constantFrom("and", "or"), tie("tree"), tie("tree")),
        fc.tuple(fc.constant("not"), tie("tree")),
      ),
    }));
    const value = fc.constantFrom("DE", "FR", "ED", 30, 31, 29, true, false, null);
    const attributes = fc.record({ country: value, age: value, pro: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(tree, fc.array(attributes, { minLength: 20, maxLength: 40 }), (conditions, people) => {
        const typedAudiences = [{ id: "5", name: "people", conditions }];
        const datafile = datafileWith({ audienceIds: ["5"] }, { typedAudiences });
        const here = givenHere(datafile);
        const there = givenByOptimizely(datafile);
        for (const person of people) {
          expect(here("v_1", person as UserAttributes)).toBe(there("v_1", person as UserAttributes));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("reads audiences that are JSON text, and trees of audiences", () => {
    const leaf = (name: string, value: string) => ({ type: "custom_attribute", name, match: "exact", value });
    const named = (id: string, condition: object) => ({ id, name: id, conditions: JSON.stringify(["or", condition]) });
    const datafile = datafileWith(
      { audienceIds: ["1"], audienceConditions: ["and", "1", ["not", "2"]] },
      { audiences: [named("1", leaf("country", "DE")), named("2", leaf("plan", "team"))] },
    );
    const here = givenHere(datafile);
    const there = givenByOptimizely(datafile);
    for (const country of ["DE", "FR"]) {
      for (const plan of ["team", "solo", undefined]) {
        const person = { country, plan } as UserAttributes;
        expect(here("v_1", person)).toBe(there("v_1", person));
      }
    }
  });

  it("carries over who is forced, values, weights and the place under the hash", () => {
    const datafile = datafileWith(
      {
        forcedVariations: { tester: "b", gone: "z" },
        variations: [
          { id: "10", key: "a", featureEnabled: true, variables: [{ id: "3", value: "39" }] },
          { id: "11", key: "b", featureEnabled: false },
        ],
        trafficAllocation: [
          { entityId: "11", endOfRange: 1000 },
          { entityId: "", endOfRange: 2000 },
          { entityId: "10", endOfRange: 5000 },
        ],
      },
      { featureFlags: [{ id: "1", key: "price", experimentIds: ["900"], variables: [{ id: "3", key: "amount" }] }] },
    );
    const { experiments, notCarriedOver } = importOptimizely(JSON.stringify(datafile));
    expect(experiments).toEqual([
      {
        key: "pro-price",
        status: "running",
        hash: {
          rule: "optimizely",
          experimentId: "900",
          ends: [1000, 5000],
          traffic: [
            { variant: 0, from: 0, to: 1000 },
            { variant: 1, from: 2000, to: 5000 },
          ],
        },
        control: "a",
        coverage: 0.4,
        variants: [
          { key: "b", weight: 1000, payload: { featureEnabled: false } },
          { key: "a", weight: 3000, payload: { featureEnabled: true, variables: { amount: "39" } } },
        ],
        forced: { tester: "b" },
      },
    ]);
    expect(notCarriedOver.map(({ path, code }) => [path.join("."), code])).toEqual([
      ["experiments.0", "control-assumed"],
      ["experiments.0.forcedVariations.gone", "unknown-variation"],
      ["experiments.0.layerId", "no-place"],
      ["featureFlags.0", "flag"],
      ["revision", "no-place"],
      ["projectId", "no-place"],
      ["accountId", "no-place"],
      ["anonymizeIP", "no-place"],
    ]);
    expect(givenHere(datafile)("tester")).toBe(givenByOptimizely(datafile)("tester"));
  });

  it.each([
    ["Running", "running"],
    ["Paused", "paused"],
    ["Not started", "draft"],
    ["Launched", "completed"],
    ["Archived", "completed"],
    ["Resting", "paused"],
  ])("reads the status %s as %s", (status, expected) => {
    const { experiments, notCarriedOver } = importOptimizely(datafileWith({ status }));
    expect(experiments[0]?.status).toBe(expected);
    expect(notCarriedOver.some(({ code }) => code === "unknown-status")).toBe(status === "Resting");
  });

  const audience = (conditions: unknown) => ({ typedAudiences: [{ id: "5", name: "people", conditions }] });
  const semver = { type: "custom_attribute", name: "version", match: "semver_ge", value: "2.0" };
  const segment = { type: "third_party_dimension", name: "odp.audiences", match: "qualified", value: "vip" };
  const dotted = { type: "custom_attribute", name: "a.b", match: "exact", value: "x" };
  it.each([
    ["no-variations", { variations: [] }, {}],
    ["bandit", { cmab: { attributes: [] } }, {}],
    ["holdout", {}, { holdouts: [{ status: "Running" }] }],
    ["earlier-experiment", {}, { featureFlags: [{ id: "1", key: "price", experimentIds: ["1", "900"] }] }],
    ["unsupported-condition", { audienceIds: ["5"] }, audience(semver)],
    ["unsupported-condition", { audienceIds: ["5"] }, audience(segment)],
    ["unsupported-condition", { audienceIds: ["5"] }, audience(dotted)],
    ["unsupported-condition", { audienceIds: ["5"] }, audience("{")],
    ["unsupported-condition", { audienceIds: ["6"] }, {}],
  ])("leaves an experiment out that it cannot carry over exactly: %s", (code, change, rest) => {
    const { experiments, notCarriedOver } = importOptimizely(datafileWith(change, rest));
    expect(experiments).toEqual([]);
    expect(notCarriedOver).toContainEqual(
      expect.objectContaining({ code, message: expect.stringContaining('Experiment "pro-price" is left out: ') }),
    );
  });

  it("refuses what is not a datafile of version 4, with every problem", () => {
    try {
      importOptimizely({ version: "3", experiments: [{ id: 1 }] });
      expect.unreachable();
    } catch (error) {
      if (!isPricewrightError(error)) throw error;
      expect(error.code).toBe("invalid-import");
      expect(error.problems.map(({ path }) => path.join("."))).toEqual([
        "version",
        "experiments.0.id",
        "experiments.0.key",
        "experiments.0.status",
        "experiments.0.variations",
        "experiments.0.trafficAllocation",
      ]);
    }
  });
});
