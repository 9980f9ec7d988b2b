import { describe, expect, it } from "vitest";
import { studioDocument } from "../fixtures/studio-document.ts";
import { testQuote } from "../testing/test-quote.ts";
import { countableExperiments, type Showing } from "./countable-experiments.ts";

const quote = testQuote({ experiments: ["team-price"] });

function keys(showing: Partial<Showing>, target: Parameters<typeof countableExperiments>[1]): string[] {
  const all = { document: studioDocument(), quote, unit: undefined, ...showing };
  return countableExperiments(all, target).map(({ key }) => key);
}

describe("countableExperiments", () => {
  it("names the experiment of a price that it changes, and none of any other price", () => {
    expect(keys({}, { price: "team-49" })).toEqual(["team-price"]);
    expect(keys({}, { price: "team-490" })).toEqual(["team-price"]);
    expect(keys({}, { price: "starter-12" })).toEqual([]);
  });

  it("names an experiment that is asked for by key", () => {
    expect(keys({}, { experiment: "team-price" })).toEqual(["team-price"]);
    expect(keys({}, { experiment: "another" })).toEqual([]);
  });

  it("names none that the quote does not hold", () => {
    expect(keys({ quote: testQuote({ experiments: [] }) }, { price: "team-49" })).toEqual([]);
    expect(keys({ quote: "no quote" }, { price: "team-49" })).toEqual([]);
  });

  it("names none of an override, a preview or what is not counted", () => {
    const preview = testQuote({ experiments: ["team-price"], preview: true });
    expect(keys({ quote: preview }, { price: "team-49" })).toEqual([]);
    expect(keys({ document: studioDocument({ reason: "override" }) }, { price: "team-49" })).toEqual([]);
    expect(keys({ document: studioDocument({ reason: "held-out" }) }, { price: "team-49" })).toEqual([]);
  });

  it("gives one unit one id on every quote, and another after a new revision", () => {
    const idOn = (options: Parameters<typeof testQuote>[0]) =>
      countableExperiments(
        {
          document: studioDocument(),
          quote: testQuote({ experiments: ["team-price"], ...options }),
          unit: undefined,
        },
        { price: "team-49" },
      )[0]?.id;
    expect(idOn({ issuedAt: new Date(0) })).toBe(idOn({}));
    expect(idOn({ revision: 2 })).not.toBe(idOn({}));
    expect(idOn({ unit: { kind: "account", id: "v_test" } })).not.toBe(idOn({}));
  });
});
