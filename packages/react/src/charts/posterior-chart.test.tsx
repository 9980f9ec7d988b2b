// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { decidedResponse, emptyResponse } from "../fixtures/results-responses.ts";
import { revenueFormat } from "./formats.ts";
import { PosteriorChart } from "./posterior-chart.tsx";
import type { PosteriorSeries } from "./posterior-series.ts";
import { posteriorSeriesOf } from "./posterior-series-of.ts";

const { report } = decidedResponse();
const series = posteriorSeriesOf(report, "revenue-per-visitor") as PosteriorSeries[];

async function chart(): Promise<HTMLElement> {
  const format = revenueFormat(report);
  const { container } = await mount(<PosteriorChart series={series} format={format} title="Revenue per visitor" />);
  return container;
}

describe("PosteriorChart", () => {
  it("is an image whose name and description say what it shows", async () => {
    const image = (await chart()).querySelector("svg[role=img]");
    const text = (attribute: string) => document.getElementById(image?.getAttribute(attribute) ?? "")?.textContent;
    expect(text("aria-labelledby")).toBe("Revenue per visitor: what is known of each arm");
    expect(text("aria-describedby")).toContain("price-39: $0.780 on average, with 95 % probability between $0.747 and");
  });

  it("holds its numbers in a table", async () => {
    const rows = [...(await chart()).querySelectorAll("details tbody tr")];
    expect(rows.map((row) => row.querySelector("th")?.textContent)).toEqual(["price-39", "price-59"]);
    expect(rows.map((row) => row.querySelector("td")?.textContent)).toEqual(["$0.780", "$0.921"]);
  });

  it("tells arms apart without colour", async () => {
    const container = await chart();
    const dashes = [...container.querySelectorAll(".pricewright-density")].map((path) =>
      path.getAttribute("stroke-dasharray"),
    );
    expect(new Set(dashes).size).toBe(2);
    const labels = [...container.querySelectorAll(".pricewright-label")].map(({ textContent }) => textContent);
    expect(labels).toEqual(["price-39  $0.780", "price-59  $0.921"]);
  });

  it("draws curves of arms without a visitor", async () => {
    const empty = posteriorSeriesOf(emptyResponse().report, "conversion") as PosteriorSeries[];
    const { container } = await mount(<PosteriorChart series={empty} format={String} title="Conversion" />);
    expect(container.innerHTML).not.toContain("NaN");
  });
});
