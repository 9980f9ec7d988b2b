import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../hash/canonical-json.ts";
import type { CostTableInput } from "./cost-table.ts";
import { defineCostTable, findCostTableProblems } from "./define-cost-table.ts";
import { diffCostTables } from "./diff-cost-tables.ts";
import { overrideCostTable } from "./override-cost-table.ts";
import { resolveMeter } from "./resolve-meter.ts";
import { resolveModel } from "./resolve-model.ts";

const input: CostTableInput = {
  id: "list-prices",
  version: "1",
  currency: "USD",
  effectiveFrom: "2026-01-01",
  models: [
    {
      provider: "openai",
      model: "gpt-5",
      aliases: ["gpt-5-2025-08-07", "gpt-5-*"],
      rates: { input: "1.250", output: "10" },
    },
    { provider: "openai", model: "gpt-5-mini", aliases: ["gpt-5-mini-*"], rates: { input: "0.25", output: "2" } },
    {
      provider: "anthropic",
      model: "haiku",
      rates: { input: "1" },
      extras: { webSearch: "0.01" },
      batchMultiplier: "0.5",
    },
  ],
  meters: [{ meter: "seats", unitCost: "10" }],
};
const table = defineCostTable(input);
const at = "2026-05-01T00:00:00Z";

describe("defineCostTable", () => {
  it("hashes what it holds, however it was written", () => {
    const { hash, snapped, ...content } = table;
    expect(hash).toBe(createHash("sha256").update(canonicalJson(content)).digest("hex"));
    const rewritten = { ...input, effectiveFrom: "2026-01-01T01:00:00+01:00", models: input.models?.toReversed() };
    expect(defineCostTable(rewritten).hash).toBe(hash);
    expect(defineCostTable({ ...input, version: "2" }).hash).not.toBe(hash);
    expect(snapped).toEqual([]);
  });

  it("reads what was stored, and refuses what was changed since", () => {
    const stored: CostTableInput = JSON.parse(JSON.stringify(table));
    expect(defineCostTable(stored)).toEqual(table);
    const meters = [{ meter: "seats", unitCost: "9" }];
    expect(() => defineCostTable({ ...stored, meters })).toThrow(
      expect.objectContaining({ code: "cost-table-changed" }),
    );
  });

  it("cannot be changed", () => {
    expect(() => Object.assign(table.models[0]?.rates ?? {}, { input: "0" })).toThrow(TypeError);
  });

  it("rounds to 12 decimals and lists what that changed", () => {
    const rates = { input: "0.3000000000004999", output: "2.50" };
    const snapping = defineCostTable({ ...input, models: [{ provider: "p", model: "m", rates }] });
    expect(snapping.models[0]?.rates).toEqual({ input: "0.3", output: "2.5" });
    expect(snapping.snapped).toEqual([{ entry: "p/m", rate: "rates.input", given: "0.3000000000004999", used: "0.3" }]);
  });

  it("finds every mistake at once", () => {
    const broken = {
      id: "",
      version: "1",
      currency: "usd",
      effectiveFrom: "2026-01-01T00:00:00",
      effectiveTo: "2025-01-01",
      models: [
        { provider: "p", model: "m*", rates: {} },
        { provider: "p", model: "m", aliases: ["x", "x", "*"], rates: { input: 3, cached: "1", output: "-1" } },
      ],
      meters: [
        { meter: "a", unitCost: "1" },
        { meter: "a", unitCost: "1" },
      ],
    } as unknown as CostTableInput;
    expect(findCostTableProblems(broken).map(({ path }) => path.join("."))).toEqual([
      "id",
      "currency",
      "effectiveFrom",
      "models.0.model",
      "models.0.rates",
      "models.1.aliases.2",
      "models.1.rates.input",
      "models.1.rates.output",
      "models.1.rates",
    ]);
    expect(() => defineCostTable(broken)).toThrow(expect.objectContaining({ code: "invalid-cost-table" }));
    const twice = {
      ...input,
      effectiveTo: "2026-01-01",
      models: [...(input.models ?? []), { provider: "openai", model: "gpt-5-2025-08-07", rates: { input: "1" } }],
    };
    expect(findCostTableProblems(twice).map(({ path }) => path.join("."))).toEqual(["effectiveTo", "models.3.model"]);
  });

  it("wants every rate of a model in its tiers, and the tiers in order", () => {
    const rates = { input: "3", output: "15" };
    const longContext = [
      { above: 200, rates: { input: "6" } },
      { above: 100, rates: { ...rates, reasoning: "1" } },
    ];
    const problems = findCostTableProblems({ ...input, models: [{ provider: "p", model: "m", rates, longContext }] });
    expect(problems.map(({ path }) => path.slice(2).join("."))).toEqual([
      "longContext.0.rates.output",
      "longContext.1.above",
      "longContext.1.rates.reasoning",
    ]);
  });
});

describe("resolveModel", () => {
  const entryOf = (model: string) => {
    const { entry, matched } = resolveModel(table, { provider: "openai", model }, at);
    return [entry.model, matched];
  };

  it("prefers a name, then the longest pattern", () => {
    expect(entryOf("gpt-5")).toEqual(["gpt-5", "gpt-5"]);
    expect(entryOf("gpt-5-2025-08-07")).toEqual(["gpt-5", "gpt-5-2025-08-07"]);
    expect(entryOf("gpt-5-mini-2025")).toEqual(["gpt-5-mini", "gpt-5-mini-*"]);
    expect(entryOf("gpt-5-other")).toEqual(["gpt-5", "gpt-5-*"]);
    expect(() => entryOf("gpt-6")).toThrow(expect.objectContaining({ code: "unknown-model" }));
    expect(() => entryOf("haiku")).toThrow(/no model "openai\/haiku"/);
  });

  it("reads rates once", () => {
    const resolve = () => resolveModel(table, { provider: "openai", model: "gpt-5" }, at);
    expect(resolve().rates).toBe(resolve().rates);
    expect(resolve().rates.pico[0]).toBe(1_250_000_000_000n);
  });
});

describe("diffCostTables", () => {
  it("lists what a new version would change, and nothing else", () => {
    const next = overrideCostTable(table, {
      version: "2",
      models: [{ provider: "anthropic", model: "haiku", rates: { input: "0.8", output: "4" } }],
      meters: [{ meter: "hours", unitCost: "0.15" }],
    });
    expect(diffCostTables(table, next)).toEqual({
      from: { id: "list-prices", version: "1", hash: table.hash },
      to: { id: "list-prices", version: "2", hash: next.hash },
      changes: [
        { entry: "anthropic/haiku", field: "batchMultiplier", before: "0.5", after: null },
        { entry: "anthropic/haiku", field: "extras.webSearch", before: "0.01", after: null },
        { entry: "anthropic/haiku", field: "rates.input", before: "1", after: "0.8" },
        { entry: "anthropic/haiku", field: "rates.output", before: null, after: "4" },
        { entry: "hours", field: "unitCost", before: null, after: "0.15" },
      ],
    });
    expect(diffCostTables(table, table).changes).toEqual([]);
    const euros = defineCostTable({ ...input, currency: "EUR" });
    expect(() => diffCostTables(table, euros)).toThrow(/USD.*EUR/);
  });
});

describe("overrideCostTable", () => {
  it("puts own entries in, and takes their names from others", () => {
    const own = { provider: "openai", model: "gpt-5-2025-08-07", rates: { input: "1", output: "8" } };
    const next = overrideCostTable(table, { version: "2", models: [own], meters: [{ meter: "seats", unitCost: "8" }] });
    const rates = (model: string) => resolveModel(next, { provider: "openai", model }, at).entry.rates.input;
    expect([rates("gpt-5-2025-08-07"), rates("gpt-5")]).toEqual(["1", "1.25"]);
    expect(resolveMeter(next, "seats", at).unitCost).toBe("8");
    expect(table.models.find(({ model }) => model === "gpt-5")?.aliases).toContain("gpt-5-2025-08-07");
  });
});

describe("canonicalJson", () => {
  it("spells equal values alike and refuses what JSON cannot say", () => {
    expect(canonicalJson({ b: [1, null, true], a: undefined, é: "é\n", A: {} })).toBe(
      '{"A":{},"b":[1,null,true],"é":"é\\n"}',
    );
    for (const value of [1n, Number.NaN, undefined]) expect(() => canonicalJson([value])).toThrow(TypeError);
  });
});
