import { createInstance, createStaticProjectConfigManager } from "@optimizely/optimizely-sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Experiment } from "../../assignment/experiment.ts";
import type { OptimizelyHash } from "../foreign-hash.ts";
import { optimizely, optimizelyBucket } from "./optimizely-rule.ts";

const VARIATIONS = ["10", "11", "12"];

function experimentWith(hash: OptimizelyHash): Experiment {
  return { key: "price", status: "running", control: "10", variants: VARIATIONS.map((key) => ({ key })), hash };
}

type Traffic = readonly { readonly entityId: string; readonly endOfRange: number }[];

/** Which variation Optimizely itself assigns, by its position, or -1. */
function optimizelyWith(experimentId: string, trafficAllocation: Traffic, group?: { id: string; traffic: Traffic }) {
  const experiment = {
    id: experimentId,
    key: "price",
    layerId: "1",
    status: "Running",
    audienceIds: [],
    forcedVariations: {},
    trafficAllocation,
    variations: VARIATIONS.map((id) => ({ id, key: id })),
  };
  const datafile = {
    version: "4",
    revision: "1",
    projectId: "1",
    accountId: "1",
    anonymizeIP: true,
    audiences: [],
    attributes: [],
    events: [],
    featureFlags: [],
    rollouts: [],
    experiments: group ? [] : [experiment],
    groups: group
      ? [{ id: group.id, policy: "random", trafficAllocation: group.traffic, experiments: [experiment] }]
      : [],
  };
  const client = createInstance({
    projectConfigManager: createStaticProjectConfigManager({ datafile: JSON.stringify(datafile) }),
  });
  return (id: string): number => VARIATIONS.indexOf(client.getVariation("price", id) ?? "none");
}

const anyId = fc.oneof(fc.string({ minLength: 1, unit: "binary", maxLength: 60 }), fc.uuid());
const ids = fc.array(anyId, { minLength: 20, maxLength: 40 });
const end = fc.integer({ min: 0, max: 10_000 });
const ends = fc.tuple(end, end, end).map((values) => values.sort((a, b) => a - b));
const foreignId = fc.integer({ min: 1, max: 10_000_000_000 }).map(String);

describe("optimizely", () => {
  it("gives the published bucket", () => {
    expect(optimizelyBucket("ppid1", "1886780721")).toBe(5254);
  });

  it("assigns every id as Optimizely does", () => {
    fc.assert(
      fc.property(foreignId, ends, ids, (experimentId, ends, ids) => {
        const traffic = VARIATIONS.map((entityId, index) => ({ entityId, endOfRange: ends[index] as number }));
        const theirs = optimizelyWith(experimentId, traffic);
        const ours = optimizely.compile(experimentWith({ rule: "optimizely", experimentId, ends }));
        for (const id of ids) expect(ours(id)).toBe(theirs(id));
      }),
      { numRuns: 200 },
    );
  });

  it("leaves out whoever falls into a gap or into another experiment of the group", () => {
    const theirs = optimizelyWith(
      "7001",
      [
        { entityId: "", endOfRange: 1000 },
        { entityId: "10", endOfRange: 4000 },
        { entityId: "", endOfRange: 5000 },
        { entityId: "12", endOfRange: 9000 },
      ],
      {
        id: "77",
        traffic: [
          { entityId: "7000", endOfRange: 3000 },
          { entityId: "7001", endOfRange: 9000 },
        ],
      },
    );
    const ours = optimizely.compile(
      experimentWith({
        rule: "optimizely",
        experimentId: "7001",
        ends: [4000, 0, 9000],
        traffic: [
          { variant: 0, from: 1000, to: 4000 },
          { variant: 2, from: 5000, to: 9000 },
        ],
        group: { id: "77", ranges: [[3000, 9000]] },
      }),
    );
    const chosen = new Set<number>();
    for (let index = 0; index < 3000; index++) {
      chosen.add(ours(`価格${index}`));
      expect(ours(`価格${index}`)).toBe(theirs(`価格${index}`));
    }
    expect([...chosen].sort()).toEqual([-1, 0, 2]);
  });
});
