// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { MarginBreakdown } from "./margin-breakdown.tsx";

const series = [
  { key: "core", label: "Core", revenue: 100, cost: 40 },
  { key: "free", label: "Free", revenue: 0, cost: 25 },
];
const format = (value: number) => `$${value}`;

describe("MarginBreakdown", () => {
  it("draws cost under margin, and what is lost under zero", async () => {
    const { container } = await mount(<MarginBreakdown series={series} format={format} title="Margin" />);
    const heights = (name: string) =>
      [...container.querySelectorAll(`.pricewright-${name}`)].map((bar) => Number(bar.getAttribute("height")));
    const [cost = 0] = heights("cost");
    const [margin = 0] = heights("margin");
    const [loss = 0] = heights("loss");
    expect(margin / cost).toBeCloseTo(1.5, 1);
    expect(loss / cost).toBeCloseTo(0.625, 1);
    expect(heights("margin")).toHaveLength(1);
  });

  it("says and lists the same numbers", async () => {
    const { container } = await mount(<MarginBreakdown series={series} format={format} title="Margin" />);
    expect(container.querySelector("desc")?.textContent).toContain("Free: $0 revenue, $25 cost, $-25 margin.");
    const cells = [...container.querySelectorAll("tbody tr:first-child td")].map(({ textContent }) => textContent);
    expect(cells).toEqual(["$100", "$40", "$60"]);
  });

  it("draws nothing where there is nothing", async () => {
    const { container } = await mount(<MarginBreakdown series={[]} format={format} title="Margin" />);
    expect(container.innerHTML).not.toContain("NaN");
  });
});
