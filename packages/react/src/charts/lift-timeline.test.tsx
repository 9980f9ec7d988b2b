// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { liftRange } from "./lift-range.ts";
import { LiftTimeline } from "./lift-timeline.tsx";

const days = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04"];
const series = ["price-49", "price-59"].map((key, index) => ({
  key,
  label: key,
  points: days.map((day, at) => ({
    day,
    value: 0.5 + index,
    interval: at === 0 ? null : ([-30 / at ** 2, 30 / at ** 2] as const),
  })),
}));
const format = (value: number) => value.toFixed(2);

describe("LiftTimeline", () => {
  it("says in words where each arm stands, and how sure that is", async () => {
    const { container } = await mount(<LiftTimeline series={series} format={format} title="Difference" />);
    expect(container.querySelector("desc")?.textContent).toBe(
      "price-49: 0.50 on Mar 4, 2026, and surely between -3.33 and 3.33. price-59: 1.50 on Mar 4, 2026, and surely between -3.33 and 3.33.",
    );
  });

  it("holds every day in a table, also those without a band", async () => {
    const { container } = await mount(<LiftTimeline series={series} format={format} title="Difference" />);
    const rows = [...container.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map(({ textContent }) => textContent),
    );
    expect(rows[0]).toEqual(["Mar 1, 2026", "0.50", "–", "1.50", "–"]);
    expect(rows).toHaveLength(4);
  });

  it("tells arms apart without colour", async () => {
    const { container } = await mount(<LiftTimeline series={series} format={format} title="Difference" />);
    const lines = [...container.querySelectorAll(".pricewright-density")];
    expect(new Set(lines.map((line) => line.getAttribute("stroke-dasharray"))).size).toBe(2);
  });

  it("draws one day, and none", async () => {
    const one = series.map((arm) => ({ ...arm, points: arm.points.slice(0, 1) }));
    for (const shown of [one, []]) {
      const { container } = await mount(<LiftTimeline series={shown} format={format} title="Difference" />);
      expect(container.innerHTML).not.toContain("NaN");
    }
  });
});

describe("liftRange", () => {
  it("leaves the wide bands of the first days out of the picture, and no difference", () => {
    expect(liftRange(series, days)).toEqual([-7.5, 7.5]);
    expect(liftRange([], [])).toEqual([0, 0]);
  });
});
