// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { mount } from "../fixtures/mount.ts";
import { checkedResponse, decidedResponse, emptyResponse, unfitResponse } from "../fixtures/results-responses.ts";
import { DecisionSummary } from "./decision-summary.tsx";
import { summarizeSentences } from "./summarize-sentences.ts";

describe("DecisionSummary", () => {
  it("says what to do, and what it is worth", async () => {
    const { container } = await mount(<DecisionSummary response={decidedResponse()} />);
    expect(container.querySelector("h2")?.textContent).toBe('Ship "price-59"');
    expect(container.querySelector(".pricewright-explanation")?.textContent).toContain("per 1,000 visitors");
    expect(container.querySelector("[aria-label=Warnings]")).toBeNull();
  });

  it("puts warnings before everything else", async () => {
    const { container } = await mount(<DecisionSummary response={unfitResponse()} />);
    const section = container.querySelector("section");
    expect(section?.dataset.action).toBe("fix-first");
    expect(section?.firstElementChild?.textContent).toContain("1,000 of 100,000 visitors saw a price");
    expect(container.querySelector("h2")?.textContent).toBe("Fix the data first");
    expect(section?.textContent).toContain('If the data were trusted: ship "price-59"');
  });

  it("leads with the decision where it is known how often the price stayed one price", async () => {
    const { container } = await mount(<DecisionSummary response={checkedResponse()} />);
    expect(container.querySelector("h2")?.textContent).toBe('Ship "price-59"');
    expect(container.querySelector("[aria-label=Warnings]")).toBeNull();
    const details = [...container.querySelectorAll(".pricewright-detail")].map(({ textContent }) => textContent);
    expect(details.at(-1)).toContain("Prices equal to the variant's: shown 100,000 of 100,000");
  });

  it("uses every sentence once", () => {
    for (const response of [decidedResponse(), checkedResponse(), unfitResponse(), emptyResponse()]) {
      const { headline, explanation, warnings, details } = summarizeSentences(response);
      const decision = explanation === null ? headline : `${headline}: ${explanation}`;
      const used = [decision, ...warnings, ...details].map((sentence) => sentence.toLowerCase()).sort();
      expect(used).toEqual(response.sentences.map((sentence) => sentence.toLowerCase()).sort());
    }
  });
});
