import { type CostTable, defineCostTable, priceUsage, resolveModel } from "@pricewright/core/credits";
import { calcPrice } from "@pydantic/genai-prices";
import { describe, expect, it } from "vitest";
import { costTableFromGenaiPrices } from "./cost-table-from-genai-prices.ts";

const options = { version: "2026-03-01", effectiveFrom: "2026-03-01" };
const { costTable, omissions } = costTableFromGenaiPrices(options);
const at = "2026-03-01T12:00:00Z";
const total = (table: CostTable, provider: string, model: string, tokens: { input: number; output: number }) =>
  priceUsage({ type: "tokens", provider, model, tokens }, { costTable: table, markup: [{ percent: "0" }], at }).cost;

describe("costTableFromGenaiPrices", () => {
  it("takes over Claude Sonnet 4.5 with its tiers, cache writes and searches", () => {
    const { entry } = resolveModel(costTable, { provider: "anthropic", model: "claude-sonnet-4-5-20250929" }, at);
    expect(entry).toMatchObject({
      model: "claude-sonnet-4-5",
      rates: { input: "3", cachedInput: "0.3", cacheWrite5m: "3.75", cacheWrite1h: "6", output: "15" },
      longContext: [{ above: 200_000, rates: { input: "6", output: "22.5" } }],
      extras: { webSearch: "0.01" },
    });
    const input = (input: number) => total(costTable, "anthropic", "claude-sonnet-4-5", { input, output: 0 });
    expect([input(200_000), input(200_001)]).toEqual(["0.6", "1.200006"]);
  });

  it("costs what the list's own calculation does, for every model, on both sides of every threshold", () => {
    let compared = 0;
    for (const { provider, model, rates, longContext = [] } of costTable.models) {
      const contexts = [1, 777, 123_457, ...longContext.flatMap(({ above }) => [above, above + 1])];
      for (const context of contexts) {
        const result = calcPrice(
          {
            input_tokens: context,
            cache_read_tokens: rates.cachedInput ? Math.floor(context / 3) : 0,
            output_tokens: 999,
          },
          model,
          { providerId: provider, timestamp: new Date(at) },
        );
        if (result?.model.id !== model || rates.input === undefined || rates.output === undefined) continue;
        const cachedInput = rates.cachedInput ? Math.floor(context / 3) : 0;
        const tokens = { input: context - cachedInput, cachedInput, output: 999 };
        const charge = priceUsage(
          { type: "tokens", provider, model, tokens },
          { costTable, markup: [{ percent: "0" }], at },
        );
        expect(Math.abs(Number(charge.cost) - result.total_price)).toBeLessThanOrEqual(
          1e-12 + result.total_price * 1e-12,
        );
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(400);
  });

  it("finds the same model as the list by every name it took over", () => {
    const others: string[] = [];
    for (const { provider, model, aliases = [] } of costTable.models) {
      for (const name of aliases.map((alias) => alias.replace("*", "-20260101"))) {
        const theirs = calcPrice({}, name, { providerId: provider, timestamp: new Date(at) })?.model.id;
        const ours = resolveModel(costTable, { provider, model: name }, at).entry.model;
        if (ours !== theirs) others.push(`${name}: ${model}, ${ours}, ${theirs}`);
      }
    }
    expect(others).toEqual([]);
  });

  it("is a table like any other: hashed, storable, and the same each time", () => {
    expect(defineCostTable(JSON.parse(JSON.stringify(costTable)))).toEqual(costTable);
    expect(costTableFromGenaiPrices(options).costTable.hash).toBe(costTable.hash);
  });

  it("says what it left out", () => {
    const reasons = omissions.filter(({ entry }) => entry === "google/gemini-2.5-flash").map(({ reason }) => reason);
    expect(reasons).toEqual(["no pool stands for cache_audio_read_mtok"]);
    const deepseek = costTableFromGenaiPrices({ ...options, providers: ["deepseek"] });
    expect(deepseek.omissions.map(({ reason }) => reason)).toContain("the price depends on the time of day");
  });

  it("takes the prices of its first instant, and says when they change", () => {
    const sonnet = (effectiveFrom: string) => {
      const { costTable, omissions } = costTableFromGenaiPrices({
        ...options,
        effectiveFrom,
        providers: ["anthropic"],
      });
      const entry = costTable.models.find(({ model }) => model === "claude-sonnet-4-6");
      const changes = omissions.filter(
        ({ entry, reason }) => entry.endsWith("sonnet-4-6") && reason.includes("changes on"),
      );
      return [entry?.longContext?.length ?? 0, changes.length];
    };
    expect(sonnet("2026-03-01")).toEqual([1, 1]);
    expect(sonnet("2026-03-13")).toEqual([0, 0]);
  });

  it("lets own entries and batch shares override the list", () => {
    const own = { provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "2.4", output: "12" } };
    const made = costTableFromGenaiPrices({
      ...options,
      overrides: [own],
      batchMultipliers: { openai: "0.5" },
    }).costTable;
    expect(total(made, "anthropic", "claude-sonnet-4-5", { input: 1_000_000, output: 0 })).toBe("2.4");
    expect(resolveModel(made, { provider: "openai", model: "gpt-5" }, at).entry.batchMultiplier).toBe("0.5");
    expect(() => costTableFromGenaiPrices({ ...options, providers: ["nobody"] })).toThrow(
      expect.objectContaining({ code: "unknown-provider" }),
    );
  });
});
