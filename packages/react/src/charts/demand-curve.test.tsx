// @vitest-environment happy-dom
import { fitDemand } from "@pricewright/core/statistics";
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { DemandCurve } from "./demand-curve.tsx";

const points = [
  { price: 39, visitors: 10_000, conversions: 400 },
  { price: 49, visitors: 10_000, conversions: 360 },
  { price: 59, visitors: 10_000, conversions: 280 },
];
const demand = fitDemand(points, { curve: true });
const format = (value: number) => `$${value.toFixed(2)}`;

async function chart(fit = demand): Promise<HTMLElement> {
  const { container } = await mount(
    <DemandCurve demand={fit} format={format} formatRevenue={format} title="Demand curve" />,
  );
  return container;
}

describe("DemandCurve", () => {
  it("says the best price and where it may lie", async () => {
    const { median, interval80 } = demand.bestPrice;
    expect((await chart()).querySelector("desc")?.textContent).toContain(
      `The best price is about ${format(median)}, with 80 % probability between ${interval80.map(format).join(" and ")}.`,
    );
  });

  it("marks every tested price, and holds them in a table", async () => {
    const container = await chart();
    expect(container.querySelectorAll("circle")).toHaveLength(3);
    const names = [...container.querySelectorAll("tbody th")].map(({ textContent }) => textContent);
    expect(names).toEqual(["$39.00", "$49.00", "$59.00"]);
  });

  it("draws what was tested also without the curve", async () => {
    const container = await chart({ ...demand, curve: [] });
    expect(container.querySelector(".pricewright-density")).toBeNull();
    expect(container.innerHTML).not.toContain("NaN");
  });
});
