import { describe, expect, it } from "vitest";
import type { Experiment } from "./experiment.ts";
import { checkExperiment } from "./trust-experiment.ts";

describe("the checks of a production bundle for browsers", () => {
  it("find nothing, since a server has checked the experiments", () => {
    const experiment: Experiment = { key: "not a key", status: "running", control: "a", variants: [] };
    const problems: string[] = [];
    checkExperiment(experiment, [experiment], (_, code) => problems.push(code));
    expect(problems).toEqual([]);
  });
});
