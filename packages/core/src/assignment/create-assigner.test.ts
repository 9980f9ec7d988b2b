import { describe, expect, expectTypeOf, it } from "vitest";
import { assign, createAssigner } from "./create-assigner.ts";
import type { Experiment } from "./experiment.ts";

const experiment = {
  key: "pro-price",
  status: "running",
  control: "price-39",
  variants: [{ key: "price-39" }, { key: "price-59" }],
} as const satisfies Experiment;

const ids = Array.from({ length: 2000 }, (_, index) => `v_${index}`);

describe("createAssigner", () => {
  it("gives one unit the same variant every time, in either way of asking", () => {
    const assigner = createAssigner([experiment]);
    for (const id of ids.slice(0, 100)) {
      const first = assigner.assign("pro-price", { id });
      expect(assigner.assign("pro-price", { id })).toEqual(first);
      expect(assign(experiment, { id })).toEqual(first);
    }
  });

  it("counts those it assigns, with their slot", () => {
    expect(assign(experiment, { id: "v_1" })).toEqual({
      experiment: "pro-price",
      variant: expect.stringMatching(/^price-(39|59)$/),
      reason: "assigned",
      slot: expect.any(Number),
      counted: true,
    });
  });

  it("gives about half of the units each variant", () => {
    const shown = ids.filter((id) => assign(experiment, { id }).variant === "price-59").length;
    expect(Math.abs(shown - 1000)).toBeLessThan(6 * Math.sqrt(500));
  });

  it("gives the control, uncounted, to everyone it cannot assign, and says why", () => {
    const reasonFor = (changed: Partial<Experiment>, id = "v_1") => {
      const { variant, reason, counted } = assign<Experiment>({ ...experiment, ...changed }, { id });
      return { variant, reason, counted };
    };
    const control = { variant: "price-39", counted: false };
    expect(reasonFor({}, "")).toEqual({ ...control, reason: "invalid-unit" });
    expect(reasonFor({}, "é".repeat(257))).toEqual({ ...control, reason: "invalid-unit" });
    expect(reasonFor({ status: "draft" })).toEqual({ ...control, reason: "not-running" });
    expect(reasonFor({ status: "paused" })).toEqual({ ...control, reason: "not-running" });
    expect(reasonFor({ status: "completed" })).toEqual({ ...control, reason: "not-running" });
    expect(reasonFor({ coverage: 0 })).toEqual({ ...control, reason: "not-covered" });
  });

  it("gives everyone the winner of a concluded experiment", () => {
    const concluded = { ...experiment, status: "completed", winner: "price-59" } as const;
    expect(assign(concluded, { id: "v_1" })).toMatchObject({
      variant: "price-59",
      reason: "concluded",
      counted: false,
    });
  });

  it("answers for an experiment nobody knows, instead of throwing", () => {
    expect(createAssigner([experiment]).assign("no-such-test", { id: "v_1" })).toEqual({
      experiment: "no-such-test",
      variant: "control",
      reason: "unknown-experiment",
      slot: null,
      counted: false,
    });
  });

  it("assigns independently under different salts", () => {
    const other = { ...experiment, key: "other" } as const;
    const both = ids.filter((id) => assign(experiment, { id }).variant === assign(other, { id }).variant).length;
    expect(Math.abs(both - 1000)).toBeLessThan(6 * Math.sqrt(500));
  });

  it("reports every problem of every experiment at once", () => {
    const broken: Experiment = {
      ...experiment,
      key: "not a key",
      control: "nobody",
      variants: [{ key: "a", weight: -1 }, { key: "a" }],
    };
    expect(() => createAssigner([experiment, experiment, broken])).toThrow(
      expect.objectContaining({
        code: "invalid-experiments",
        problems: [
          expect.objectContaining({ path: [1, "key"], code: "duplicate-experiment" }),
          expect.objectContaining({ path: [2, "key"], code: "invalid-key" }),
          expect.objectContaining({ path: [2, "variants"], code: "duplicate-variant" }),
          expect.objectContaining({ path: [2, "control"], code: "unknown-variant" }),
          expect.objectContaining({ path: [2, "variants"], code: "invalid-allocation" }),
        ],
      }),
    );
  });

  it("infers the variants' keys", () => {
    expectTypeOf(assign(experiment, { id: "v_1" }).variant).toEqualTypeOf<"price-39" | "price-59">();
    expectTypeOf(createAssigner([experiment]).assign("pro-price", { id: "v_1" }).variant).toEqualTypeOf<
      "price-39" | "price-59" | "control"
    >();
  });
});
