import { describe, expect, it } from "vitest";
import { audiences } from "../audiences/audiences.ts";
import type { PricewrightError } from "../errors/pricewright-error.ts";
import type { AssignerOptions } from "./assigner-options.ts";
import { createAssigner } from "./create-assigner.ts";
import type { Experiment } from "./experiment.ts";
import { findExperimentProblems } from "./find-experiment-problems.ts";
import type { ForeignHash, HashRule } from "./hash-rule.ts";

const base: Experiment = { key: "one", status: "running", control: "a", variants: [{ key: "a" }, { key: "b" }] };
const hash: ForeignHash = { rule: "unleash", group: "g", weights: [1, 1] };

/** The code, path and message of everything wrong with these experiments. */
function problemsOf(experiments: readonly Partial<Experiment>[], options?: AssignerOptions) {
  return findExperimentProblems(
    experiments.map((change) => ({ ...base, ...change })),
    options,
  );
}

const layer = (from: number, to: number) => ({ key: "prices", ranges: [{ from, to }] });

describe("the checks of createAssigner", () => {
  it.each<[string, Partial<Experiment>, (string | number)[], RegExp]>([
    ["invalid-key", { key: "no spaces" }, ["key"], /"no spaces".*Use 1 to 128/],
    ["invalid-key", { salt: "layer:x" }, ["salt"], /"layer:x"/],
    ["invalid-key", { layer: { key: "", ranges: [] } }, ["layer", "key"], /Use 1 to 128/],
    ["invalid-key", { holdout: { key: "a/b", share: 0 } }, ["holdout", "key"], /Use 1 to 128/],
    ["invalid-key", { variants: [{ key: "a" }, { key: "é" }] }, ["variants", 1, "key"], /"é"/],
    ["unknown-variant", { control: "c" }, ["control"], /"c".*Use one of a, b/],
    ["unknown-variant", { winner: "c" }, ["winner"], /"c".*Use one of a, b/],
    ["unknown-variant", { forced: { v_1: "c" } }, ["forced", "v_1"], /"c".*Use one of a, b/],
    ["duplicate-variant", { variants: [{ key: "a" }, { key: "a" }] }, ["variants"], /Rename one/],
    ["invalid-allocation", { variants: [{ key: "a", weight: 0 }] }, ["variants"], /weights \[0\].*Give weights/],
    ["invalid-allocation", { variants: [{ key: "a", weight: Number.NaN }] }, ["variants"], /Give weights/],
    ["invalid-allocation", { coverage: 1.5 }, ["variants"], /coverage 1.5.*coverage 0 to 1/],
    ["invalid-allocation", { allocation: [{ variant: 2, from: 0, to: 1 }] }, ["allocation"], /Give whole slots/],
    ["invalid-allocation", { allocation: [{ variant: 0, from: 0, to: 10_001 }] }, ["allocation"], /Give whole slots/],
    ["invalid-allocation", { allocation: [{ variant: 0, from: 0.5, to: 2 }] }, ["allocation"], /Give whole slots/],
    ["invalid-layer", { layer: layer(2, 1) }, ["layer", "ranges"], /Give whole slots/],
    ["invalid-holdout", { holdout: { key: "h", share: 5 } }, ["holdout", "share"], /is 5.*from 0 to 1/],
    ["invalid-revision", { revision: 0 }, ["revision"], /is 0. Give 1/],
  ])("report %s for %j", (code, change, path, message) => {
    expect(problemsOf([change])).toContainEqual({
      path: [0, ...path],
      code,
      message: expect.stringMatching(message),
    });
  });

  it.each<[string, Partial<Experiment>, string[], RegExp]>([
    ["duplicate-experiment", {}, ["key"], /"one".*Rename one/],
    ["duplicate-salt", { key: "two", salt: "one" }, ["salt"], /"one" is the salt of "one" too. Give each its own/],
    [
      "overlapping-layer",
      { key: "two", layer: layer(2000, 3000) },
      ["layer"],
      /"two" and "one" both own slots 2000 to 3000/,
    ],
    ["overlapping-layer", { key: "two", status: "paused", layer: layer(0, 10_000) }, ["layer"], /"two" and "one"/],
    [
      "different-holdout",
      { key: "two", holdout: { key: "all", share: 0.2 } },
      ["holdout", "share"],
      /0.2 here and 0.1 in "one"/,
    ],
  ])("report %s of two experiments", (code, second, path, message) => {
    const first = { layer: layer(2500, 5000), holdout: { key: "all", share: 0.1 } };
    const found = problemsOf([first, second]).filter((problem) => problem.code === code);
    expect(found).toEqual([{ path: [1, ...path], code, message: expect.stringMatching(message) }]);
  });

  it("let two experiments share a salt, or slots at different times, when they say so", () => {
    expect(problemsOf([{ sharedSalt: true }, { key: "two", salt: "one", sharedSalt: true }])).toEqual([]);
    expect(problemsOf([{ sharedSalt: true }, { key: "two", salt: "one" }])).toHaveLength(1);
    for (const status of ["draft", "completed"] as const) {
      expect(problemsOf([{ layer: layer(0, 5000) }, { key: "two", status, layer: layer(0, 5000) }])).toEqual([]);
    }
  });

  it("say which import an experiment lacks", () => {
    const lacking = [{ audience: { country: "DE" } }, { key: "two", hash }, { key: "three", requires: ["teleport"] }];
    expect(problemsOf(lacking).map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^unsupported .*@pricewright\/core\/audiences/),
      expect.stringMatching(/^unsupported .*"unleash".*@pricewright\/core\/migration/),
      expect.stringMatching(/^unsupported .*"teleport"/),
    ]);
    expect(problemsOf(lacking, { onUnsupported: "control" })).toEqual([]);
    expect(problemsOf([{ requires: ["layer", "audience"] }])).toEqual([]);
  });

  it("report what is wrong with an audience, under its path", () => {
    const audience = { $or: [{ age: { $gtt: 5 } }] };
    expect(problemsOf([{ audience }], { audiences: audiences() })).toEqual([
      {
        path: [0, "audience", "$or", 0, "age", "$gtt"],
        code: "unknown-operator",
        message: expect.stringContaining("$gt"),
      },
    ]);
  });

  it("throw all problems at once", () => {
    let thrown: unknown;
    try {
      createAssigner([base, { ...base, control: "x", winner: "y" }]);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as PricewrightError).code).toBe("invalid-experiments");
    expect((thrown as PricewrightError).problems.map(({ code }) => code)).toEqual([
      "unknown-variant",
      "unknown-variant",
      "duplicate-experiment",
    ]);
    for (const { message } of (thrown as PricewrightError).problems)
      expect((thrown as PricewrightError).message).toContain(message);
  });
});

describe("an experiment that needs what is not there", () => {
  const options = { onUnsupported: "control" } as const;

  it.each<Partial<Experiment>>([{ audience: { country: "DE" } }, { hash }, { requires: ["teleport"] }])(
    "shows the control, unsupported, where the assigner may go on: %j",
    (change) => {
      const assigner = createAssigner<Experiment>([{ ...base, ...change }], options);
      expect(assigner.assign("one", { id: "v_1" })).toMatchObject({ variant: "a", reason: "unsupported", slot: null });
    },
  );

  it("follows another system's rule once that is given", () => {
    const rule: HashRule = { rule: "unleash", compile: () => (id) => (id === "out" ? -1 : 1) };
    const assigner = createAssigner<Experiment>([{ ...base, hash }], { hashRules: [rule] });
    expect(assigner.assign("one", { id: "in" })).toMatchObject({ variant: "b", reason: "assigned", slot: null });
    expect(assigner.assign("one", { id: "out" })).toMatchObject({ variant: "a", reason: "not-covered" });
  });
});
