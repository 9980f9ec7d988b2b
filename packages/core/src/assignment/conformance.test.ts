import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { audiences } from "../audiences/audiences.ts";
import { type Allocation, allocate } from "./allocate.ts";
import type { Assignment } from "./assignment.ts";
import { createAssigner } from "./create-assigner.ts";
import type { Experiment, Holdout, LayerPlace } from "./experiment.ts";
import { rangeAt } from "./range-at.ts";
import { reallocate } from "./reallocate.ts";
import { slotOf } from "./slot.ts";
import type { Unit } from "./unit.ts";

interface Cases {
  specVersion: number;
  hash: { salt: string; id: string; bytes: string; hash: number; slot: number }[];
  allocations: { weights: number[]; coverage: number; allocation: Allocation }[];
  reallocations: { allocation: Allocation; weights: number[]; coverage: number; result: Allocation }[];
  layers: { layer: LayerPlace; id: string; slot: number; inside: boolean }[];
  holdouts: { holdout: Holdout; id: string; slot: number; heldOut: boolean }[];
  assignments: { experiment: Experiment; unit: Unit; result: Assignment }[];
}

const folder = new URL("../../conformance/", import.meta.url);
const cases = JSON.parse(readFileSync(new URL("cases.json", folder), "utf8")) as Cases;

const base: Experiment = { key: "a", status: "running", control: "a", variants: [{ key: "a" }, { key: "b" }] };

function reasonFor(change: Partial<Experiment>, id: string): string {
  return createAssigner<Experiment>([{ ...base, ...change }]).assign("a", { id }).reason;
}

describe("the conformance cases", () => {
  it("are what the independent implementation gives", async () => {
    const { makeCases } = (await import(new URL("make-cases.mjs", folder).href)) as { makeCases: () => Cases };
    expect(cases).toEqual(JSON.parse(JSON.stringify(makeCases())));
  });

  it("number at least 200, and show every reason but unknown-experiment", () => {
    const { specVersion, ...lists } = cases;
    expect(specVersion).toBe(1);
    expect(Object.values(lists).flat().length).toBeGreaterThanOrEqual(200);
    expect(new Set(cases.assignments.map(({ result }) => result.reason)).size).toBe(16);
  });

  it.each(cases.hash)("hash $salt/$id to slot $slot", ({ salt, id, bytes, hash, slot }) => {
    expect(Buffer.from(`${salt}/${id}`, "utf8").toString("hex")).toBe(bytes);
    expect(slotOf(salt, id)).toBe(slot);
    expect(Math.floor((hash * 10_000) / 2 ** 32)).toBe(slot);
  });

  it.each(cases.allocations)("allocate $weights at $coverage", ({ weights, coverage, allocation }) => {
    expect(allocate(weights, coverage)).toEqual(allocation);
  });

  it.each(cases.reallocations)("reallocate to $weights at $coverage", (row) => {
    expect(reallocate(row.allocation, row.weights, row.coverage)).toEqual(row.result);
  });

  it.each(cases.layers)("place $id in slot $slot of a layer", ({ layer, id, slot, inside }) => {
    expect(slotOf(`layer:${layer.key}`, id)).toBe(slot);
    expect(rangeAt(layer.ranges, slot) !== undefined).toBe(inside);
    expect(reasonFor({ layer }, id)).toBe(inside ? "assigned" : "not-in-layer");
  });

  it.each(cases.holdouts)("hold out $id: $heldOut", ({ holdout, id, slot, heldOut }) => {
    expect(slotOf(`holdout:${holdout.key}`, id)).toBe(slot);
    expect(reasonFor({ holdout }, id)).toBe(heldOut ? "held-out" : "assigned");
  });

  it.each(cases.assignments)("assign $unit.id: $result.reason $result.variant", ({ experiment, unit, result }) => {
    const assigner = createAssigner([experiment], { audiences: audiences() });
    expect(assigner.assign(experiment.key, unit)).toEqual(result);
  });
});
