import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Showing, settleExposures } from "./settle-exposures.ts";
import type { ExposureFact } from "./unit-record.ts";

const exposure = (id: string, changed: Partial<ExposureFact> = {}): ExposureFact => ({
  id,
  occurredAt: 1000,
  revision: 1,
  weightEpoch: 1,
  variant: "a",
  segments: [],
  checked: true,
  shownMismatch: false,
  slotDrift: false,
  ...changed,
});
const showing: Showing = { variant: "a", at: 500, revision: 1, weightEpoch: 1, counted: true };

describe("settleExposures", () => {
  it("explains a variant that another id of the unit was rightly given before", () => {
    const drifting = exposure("account", { slotDrift: true, revision: 2, weightEpoch: 2 });
    const settled = settleExposures([drifting], [showing]);
    expect(settled).toEqual({ severalVariants: false, exposures: [exposure("account")] });
    expect(settleExposures([drifting, exposure("visitor", { occurredAt: 900 })], []).exposures[0]).toEqual(
      exposure("account"),
    );
  });

  it("leaves drift that nothing explains, also where the right showing came later", () => {
    const drifting = exposure("account", { slotDrift: true });
    expect(settleExposures([drifting], []).exposures).toEqual([drifting]);
    expect(settleExposures([drifting], [{ ...showing, at: 2000 }]).exposures).toEqual([drifting]);
    expect(settleExposures([drifting], [{ ...showing, variant: "b" }]).exposures).toEqual([drifting]);
  });

  it("excludes who was given two variants, and leaves out who was first given the control uncounted", () => {
    expect(settleExposures([exposure("b", { variant: "b" })], [showing]).severalVariants).toBe(true);
    expect(settleExposures([exposure("b")], [{ ...showing, counted: false }])).toEqual({
      severalVariants: false,
      exposures: [],
    });
    const later = { ...showing, at: 2000, counted: false };
    expect(settleExposures([exposure("b")], [later]).exposures).toHaveLength(1);
  });

  it("does not depend on the order in which facts are given", () => {
    const variant = fc.constantFrom("a", "b");
    const facts = fc.array(
      fc.record({ variant, occurredAt: fc.integer({ min: 0, max: 3 }), slotDrift: fc.boolean(), revision: fc.nat(2) }),
      { maxLength: 5 },
    );
    const showings = fc.array(
      fc.record({ variant, at: fc.integer({ min: 0, max: 3 }), counted: fc.constant(true), revision: fc.constant(1) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(facts, showings, (changes, given) => {
        const exposures = changes.map((change, index) => exposure(`e${index}`, change));
        const all = given.map((one) => ({ ...one, weightEpoch: 1 }));
        const settled = settleExposures(exposures, all);
        const reversed = settleExposures([...exposures].reverse(), [...all].reverse());
        expect({ ...reversed, exposures: [...reversed.exposures].reverse() }).toEqual(settled);
      }),
    );
  });
});
