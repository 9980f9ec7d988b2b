import { describe, expect, it } from "vitest";
import { compare } from "./compare.ts";
import { growthbook } from "./growthbook.ts";
import { optimizely } from "./optimizely.ts";
import { unleash } from "./unleash.ts";

describe("moving in", () => {
  it.each([
    ["GrowthBook", growthbook, ["pro-price-2026"]],
    ["Optimizely", optimizely, ["pro-price", "team-price"]],
    ["Unleash", unleash, ["pro-price"]],
  ])("leaves every visitor of %s in their arm", (_, system, experiments) => {
    const comparisons = compare(system(), 3000);
    expect(comparisons.map(({ experiment }) => experiment)).toEqual(experiments);
    for (const { arms, changed } of comparisons) {
      expect(changed).toEqual([]);
      expect(arms.size).toBeGreaterThan(2);
    }
  });

  it("notices who changes arm", () => {
    const [comparison] = compare({ ...unleash(), armOf: (_, id) => (id === "v_4" ? "nowhere" : null) }, 10);
    expect(comparison?.changed).toContain("v_4");
  });
});
