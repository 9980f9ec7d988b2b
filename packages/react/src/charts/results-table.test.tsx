// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../testing/mount.ts";
import { decidedResponse } from "../testing/results-responses.ts";
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
  });
});
