import { describe, expect, it } from "vitest";
import { defineCostTable } from "../cost-tables/define-cost-table.ts";
import { findMarkupProblems } from "./find-markup-problems.ts";
import type { MarkupRule } from "./markup-rule.ts";
import { resolveMarkup } from "./resolve-markup.ts";

const subject = {
  customer: "acme",
  variant: "b",
  plan: "pro",
  model: "sonnet",
  provider: "anthropic",
  meter: "tokens",
  keySource: "platform",
} as const;

describe("resolveMarkup", () => {
  it.each(["50", "0"])("takes the model's %s %% before the provider's and the default", (percent) => {
    const rules: MarkupRule[] = [
      { percent: "10" },
      { match: { model: "sonnet" }, percent },
      { match: { provider: "anthropic" }, percent: "20" },
    ];
    const { index, rule, why } = resolveMarkup(rules, subject);
    expect([index, rule]).toEqual([1, rules[1]]);
    expect(why).toBe("matches on model; the most specific of 3 that apply");
    expect(resolveMarkup(rules, { ...subject, model: "haiku" }).index).toBe(2);
    expect(resolveMarkup(rules, { keySource: "platform" }).index).toBe(0);
  });

  it("lets one field outweigh all that come after it", () => {
    const fields = ["customer", "variant", "plan", "model", "provider", "meter", "keySource"] as const;
    fields.slice(0, -1).forEach((field, place) => {
      const later = Object.fromEntries(fields.slice(place + 1).map((name) => [name, subject[name]]));
      const rules: MarkupRule[] = [
        { match: later, percent: "1" },
        { match: { [field]: subject[field] }, percent: "2" },
      ];
      expect(resolveMarkup(rules, subject).index).toBe(1);
    });
  });

  it("refuses a tie, which the list of problems also names", () => {
    const rules: MarkupRule[] = [
      { match: { plan: "pro" }, percent: "10" },
      { match: { plan: "pro" }, percent: "20" },
    ];
    expect(() => resolveMarkup(rules, subject)).toThrow(expect.objectContaining({ code: "invalid-markup" }));
    expect(resolveMarkup([...rules, { match: { customer: "acme" }, percent: "5" }], subject).index).toBe(2);
    expect(findMarkupProblems(rules)).toEqual([expect.objectContaining({ path: [1, "match"], code: "tied-rules" })]);
  });
});

describe("findMarkupProblems", () => {
  it("lets sound rules pass", () => {
    const rules: MarkupRule[] = [
      { percent: "0" },
      { match: { plan: "pro" }, targetMargin: "0.4", minimumCharge: "0.01", maximumCharge: "0.01" },
      { match: { plan: "free" }, multiplier: "0.5" },
      { match: { meter: "seats" }, fixedPerUnit: "10" },
      { match: { keySource: "byok" }, percent: "0", platformFee: "0.001" },
    ];
    expect(findMarkupProblems(rules)).toEqual([]);
  });

  it("finds everything at once", () => {
    const rules = [
      { percent: "-1" },
      { match: { plan: "a" }, targetMargin: "1" },
      { match: { plan: "b" }, targetMargin: "40" },
      { match: { plan: "c" }, multiplier: "-0.5" },
      { match: { plan: "d" }, percent: "500000" },
      { match: { plan: "e" }, percent: "1e3" },
      { match: { plan: "f" }, fixedPerUnit: "-3" },
      { match: { plan: "g" }, percent: "1", minimumCharge: "2", maximumCharge: "1" },
      { match: { plan: "h" }, percent: "1", multiplier: "2" },
      { match: { plan: "i" } },
      { match: { tenant: "x" }, percent: "1" },
      { match: { keySource: "byok" }, percent: "5" },
    ] as unknown as MarkupRule[];
    expect(findMarkupProblems(rules).map(({ path, code }) => [path.join("."), code])).toEqual([
      ["0", "invalid-markup"],
      ["1", "invalid-markup"],
      ["2", "invalid-markup"],
      ["3", "invalid-markup"],
      ["4", "invalid-markup"],
      ["5", "invalid-decimal"],
      ["6", "invalid-markup"],
      ["7", "invalid-markup"],
      ["8", "one-rate"],
      ["9", "one-rate"],
      ["10.match.tenant", "unknown-field"],
      ["10.match", "tied-rules"],
      ["11.match.keySource", "byok-rate"],
    ]);
  });

  it("says when a rule names a model that no entry is called", () => {
    const costTable = defineCostTable({
      id: "t",
      version: "1",
      currency: "USD",
      effectiveFrom: "2026-01-01",
      models: [{ provider: "anthropic", model: "sonnet", aliases: ["sonnet-*"], rates: { input: "3" } }],
    });
    const rule = (model: string): MarkupRule => ({ match: { model }, percent: "1" });
    expect(findMarkupProblems([rule("sonnet"), rule("sonnet-1")], costTable)).toEqual([
      expect.objectContaining({ path: [1, "match", "model"], code: "unknown-model" }),
    ]);
  });
});
