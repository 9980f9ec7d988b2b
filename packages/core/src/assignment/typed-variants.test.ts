import { describe, expect, expectTypeOf, it } from "vitest";
import { assign, createAssigner } from "./create-assigner.ts";
import type { Experiment } from "./experiment.ts";
import { payloadOf } from "./payload-of.ts";

const experiment = {
  key: "trial",
  status: "running",
  control: "week",
  variants: [
    { key: "week", payload: { days: 7 } },
    { key: "month", payload: { days: 30, card: true } },
  ],
} as const satisfies Experiment;

describe("typed variants", () => {
  it("are a union of the literal's keys", () => {
    const { variant } = assign(experiment, { id: "v_1" });
    expectTypeOf(variant).toEqualTypeOf<"week" | "month">();
    const assigner = createAssigner([experiment, { ...experiment, key: "price", variants: [{ key: "week" }] }]);
    expectTypeOf(assigner.assign("price", { id: "v_1" }).variant).toEqualTypeOf<"week" | "control">();
  });

  it("are text where the experiments are not literals", () => {
    const assigner = createAssigner([experiment] as readonly Experiment[]);
    expectTypeOf(assigner.assign("trial", { id: "v_1" }).variant).toEqualTypeOf<string>();
  });

  it("refuse a control, winner or forced variant that does not exist", () => {
    const wrong = { status: "running", variants: [{ key: "a" }] } as const;
    // @ts-expect-error the control is not one of the variants
    const control: Experiment<"a"> = { ...wrong, key: "x", control: "b" };
    // @ts-expect-error the forced variant is not one of the variants
    const forced: Experiment<"a"> = { ...wrong, key: "x", control: "a", forced: { v_1: "b" } };
    for (const each of [control, forced]) expect(() => createAssigner<Experiment>([each])).toThrow(/Use one of a/);
  });

  it("bring their payload along", () => {
    const shown = assign(experiment, { id: "v_1", overrides: { trial: "month" } });
    const payload = payloadOf(experiment, shown);
    expectTypeOf(payload.days).toEqualTypeOf<7 | 30>();
    expect(payload).toEqual({ days: 30, card: true });
    expectTypeOf(payloadOf({ ...experiment, variants: [{ key: "week" }] }, shown)).toEqualTypeOf<undefined>();
  });
});
