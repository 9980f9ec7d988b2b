import { describe, expect, it } from "vitest";
import { exposureId } from "./exposure-id.ts";

describe("exposureId", () => {
  it("is the hash of its parts, as another implementation computes it", () => {
    expect(exposureId("visitor", "v_1", "team-price", 1)).toBe("exposure_evr7w6um2803evx6a9nak6htt");
  });

  it("differs where any part does, and where parts run together", () => {
    const ids = [
      exposureId("visitor", "v_1", "a", 1),
      exposureId("visitor", "v_1", "a", 2),
      exposureId("visitor", "v_1", "b", 1),
      exposureId("visitor", "v_2", "a", 1),
      exposureId("account", "v_1", "a", 1),
      exposureId("visitor", "v_1a", "", 1),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("is short enough to be an event's, whatever the unit", () => {
    expect(exposureId("account", "ü".repeat(256), "e".repeat(128), 99).length).toBeLessThanOrEqual(34);
  });
});
