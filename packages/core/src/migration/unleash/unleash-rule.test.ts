import { EventEmitter } from "node:events";
import fc from "fast-check";
import { Unleash } from "unleash-client";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../assignment/experiment.ts";
import type { UnleashHash } from "../foreign-hash.ts";
import { unleash, unleashRolloutValue, unleashVariantValue } from "./unleash-rule.ts";

const NAMES = ["variant1", "variant2", "variant3"];

function lookup(hash: Omit<UnleashHash, "rule">) {
  const experiment: Experiment = {
    key: "price",
    status: "running",
    control: "variant1",
    variants: NAMES.map((key) => ({ key })),
    hash: { rule: "unleash", ...hash },
  };
  return unleash.compile(experiment);
}

/** The position of the variant that Unleash itself assigns, or -1. */
function unleashWith({ group, weights, rollout }: Omit<UnleashHash, "rule">) {
  const parameters = { groupId: rollout?.group ?? group, rollout: String(rollout?.percentage ?? 100) };
  const variants = NAMES.map((name, index) => ({ name, weight: weights[index] as number, stickiness: "userId" }));
  const feature = {
    name: group,
    enabled: true,
    strategies: [{ name: "flexibleRollout", parameters: { ...parameters, stickiness: "userId" }, constraints: [] }],
    variants,
  };
  const repository = Object.assign(new EventEmitter(), {
    getToggle: () => feature,
    getToggles: () => [feature],
    getTogglesWithSegmentData: () => [],
    getSegment: () => undefined,
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
  return (userId: string): number => NAMES.indexOf(client.getVariant("price", { userId }).name);
}

describe("unleash", () => {
  it("gives the published values", () => {
    expect(unleashRolloutValue("gr1", "123")).toBe(73);
    const variantOf = lookup({ group: "Feature.Variants.C", weights: [33, 33, 33] });
    expect(["232", "607", "656"].map(variantOf)).toEqual([0, 1, 2]);
  });

  it("hashes the low byte of each character's code, as the Node client does, not UTF-8", () => {
    expect(unleashRolloutValue("gr1", "é")).toBe(34);
    expect(unleashVariantValue("価", "格", 1000)).toBe(unleashVariantValue("\u00a1", "\u003c", 1000));
  });

  it("assigns every id as Unleash does", () => {
    const weight = fc.integer({ min: 0, max: 1000 });
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 20 });
    const hash = fc.record({
      group: text,
      weights: fc.tuple(weight, weight, weight),
      rollout: fc.record({ group: text, percentage: fc.integer({ min: 0, max: 100 }) }),
    });
    const anyId = fc.oneof(fc.string({ minLength: 1, unit: "binary", maxLength: 60 }), fc.uuid());
    fc.assert(
      fc.property(hash, fc.array(anyId, { minLength: 20, maxLength: 40 }), (hash, ids) => {
        const ours = lookup(hash);
        const theirs = unleashWith(hash);
        for (const id of ids) expect(ours(id)).toBe(theirs(id));
      }),
      { numRuns: 300 },
    );
  });

  it("hashes a text of any length", () => {
    const hash = { group: "g".repeat(3000), weights: [1, 1, 1] };
    for (const id of ["a", "é", "価格"]) expect(lookup(hash)(id)).toBe(unleashWith(hash)(id));
  });

  it("assigns nobody where no variant has weight", () => {
    expect(lookup({ group: "price", weights: [0, 0, 0] })("v_1")).toBe(-1);
  });
});
