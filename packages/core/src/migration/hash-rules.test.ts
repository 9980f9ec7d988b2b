import { describe, expect, it } from "vitest";
import { createAssigner } from "../assignment/create-assigner.ts";
import type { Experiment } from "../assignment/experiment.ts";
import { hashRules } from "./index.ts";

const variants = [{ key: "a" }, { key: "b" }];
const experiments: Experiment[] = [
  {
    key: "first",
    hash: {
      rule: "growthbook-1",
      seed: "s",
      ranges: [
        [0, 0.5],
        [0.5, 0.9],
      ],
    },
  },
  {
    key: "second",
    hash: {
      rule: "growthbook-2",
      seed: "s",
      ranges: [
        [0, 0.5],
        [0.5, 0.9],
      ],
    },
  },
  { key: "third", hash: { rule: "optimizely", experimentId: "7", ends: [5000, 9000] } },
  { key: "fourth", hash: { rule: "unleash", group: "g", weights: [1, 1], rollout: { group: "r", percentage: 90 } } },
].map((rest) => ({ status: "running", control: "a", variants, ...rest }) as Experiment);

describe("hashRules", () => {
  it("holds a rule for every experiment that can be imported", () => {
    const assigner = createAssigner(experiments, { hashRules });
    for (const { key } of experiments) {
      const outcomes = Array.from({ length: 500 }, (_, index) => assigner.assign(key, { id: `v_${index}` }));
      const seen = new Set(outcomes.map(({ variant, reason }) => `${variant} ${reason}`));
      expect([...seen].sort()).toEqual(["a assigned", "a not-covered", "b assigned"]);
    }
  });

  it("is needed by experiments under another system's rule", () => {
    expect(() => createAssigner(experiments)).toThrow(/@pricewright\/core\/migration/);
  });
});
