// @vitest-environment happy-dom
import { analyzeExperiment } from "@pricewright/core/statistics";
import { renderToString } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { decidedResponse } from "../fixtures/results-responses.ts";
import { ResultsTable } from "./results-table.tsx";

describe("ResultsTable", () => {
  it("gives every arm a row with its numbers", async () => {
    const { container } = await mount(<ResultsTable report={decidedResponse().report} />);
    const rows = [...container.querySelectorAll("tbody tr")].map((row) => [
      row.querySelector("th")?.textContent,
      ...[...row.querySelectorAll("td .pricewright-cell-value")].map(({ textContent }) => textContent),
    ]);
    expect(rows.map((row) => row.slice(0, 4))).toEqual([
      ["price-39control", "100,000", "100,000", "2,000"],
      ["price-59", "100,000", "100,000", "1,560"],
    ]);
    expect(rows[0]?.[6]).toBe("–");
    expect(rows[1]?.[6]).toMatch(/^\+18\.0 %\+\d/);
  });

  it("has as many headers as cells, and the same words on stacked rows", async () => {
    const { container } = await mount(<ResultsTable report={decidedResponse().report} />);
    const texts = (selector: string) => [...container.querySelectorAll(selector)].map(({ textContent }) => textContent);
    const [, ...headers] = texts("thead th");
    expect(texts("tbody tr:first-child .pricewright-cell-label")).toEqual(headers);
    expect(headers).toContain("Revenue per visitor");
  });

  it("says when revenue is by the month", async () => {
    const report = { ...decidedResponse().report, revenue: "monthly-equivalent" } as const;
    const { container } = await mount(<ResultsTable report={report} />);
    expect(container.querySelector("thead")?.textContent).toContain("Monthly revenue per visitor");
    expect(container.querySelector("tbody tr")?.textContent).toContain("Monthly revenue per visitor");
  });
});

describe("ResultsTable before there is enough to compare", () => {
  it("gives counts and no comparison, and says when it will", () => {
    const report = analyzeExperiment({
      control: "a",
      currency: "USD",
      variants: [
        { key: "a", visitors: 2, conversions: 0, plans: [{ id: "pro", amount: 39, count: 0 }] },
        { key: "b", visitors: 0, conversions: 0, plans: [{ id: "pro", amount: 59, count: 0 }] },
      ],
    });
    const html = renderToString(<ResultsTable report={report} />);
    expect(html).toContain("once each has 8 visitors and 5 conversions");
    expect(html).not.toContain("data-leads");
    expect(html).not.toContain("+");
  });
});
