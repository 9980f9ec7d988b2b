import { describe, expect, it } from "vitest";
import { studioDocument } from "../fixtures/studio-document.ts";
import { comparisonRows } from "./comparison-rows.ts";

describe("comparisonRows", () => {
  it("has a row for each feature and a cell for each plan", () => {
    expect(comparisonRows(studioDocument().plans)).toEqual([
      { id: "projects", name: "Projects", cells: ["3", "unlimited", "unlimited"] },
      { id: "seats", name: "Seats", cells: ["1", "10", "unlimited"] },
      { id: "history", name: "History", cells: ["7 days", "90 days", "unlimited"] },
      { id: "sso", name: "Single sign-on", cells: [false, true, true] },
    ]);
  });

  it("includes nothing of a plan that does not name a feature, or grants none of it", () => {
    const [starter, team] = studioDocument().plans;
    if (!starter || !team) throw new Error("the fixture has two plans");
    const [projects] = starter.entitlements;
    const none = { ...projects, type: "limit", limit: 0, text: "0" } as (typeof starter.entitlements)[number];
    const rows = comparisonRows([
      { ...starter, entitlements: [none] },
      { ...team, entitlements: [] },
    ]);
    expect(rows).toEqual([{ id: "projects", name: "Projects", cells: [false, false] }]);
  });
});
