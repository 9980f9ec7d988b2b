import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../hash/canonical-json.ts";
import { addRatios, compareRatios, multiplyRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import { defineCostTable } from "../cost-tables/define-cost-table.ts";
import { resolveModel } from "../cost-tables/resolve-model.ts";
import { TOKEN_POOLS, type TokenPool, type TokenUsage } from "../usage/token-usage.ts";
import type { Usage } from "../usage/usage.ts";
import type { Charge } from "./charge.ts";
import { chargeAmounts } from "./charge-amounts.ts";
import type { MarkupRule } from "./markup-rule.ts";
import { parseCreditValue } from "./parse-credit-value.ts";
import { priceTokens } from "./price-tokens.ts";
import { priceUsage } from "./price-usage.ts";
import { replayCharge } from "./replay-charge.ts";
import { resolveMarkup } from "./resolve-markup.ts";

const decimals = (places: number, most: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 0, max: 10 ** places - 1 }))
    .map(([whole, rest]) => `${whole}.${String(rest).padStart(places, "0")}`);
const rate = decimals(6, 100);
const rates = fc.record(Object.fromEntries(TOKEN_POOLS.map((pool) => [pool, rate])) as Record<TokenPool, typeof rate>);
const count = fc.oneof(fc.nat(300_000), fc.constant(0), fc.nat(Number.MAX_SAFE_INTEGER));
const tokens: fc.Arbitrary<TokenUsage> = fc.record({
  ...(Object.fromEntries(TOKEN_POOLS.map((pool) => [pool, count])) as Record<TokenPool, typeof count>),
  extras: fc.record({ webSearch: fc.nat(20) }),
});
const markupRule: fc.Arbitrary<MarkupRule> = fc.oneof(
  fc.record({ percent: decimals(3, 500) }),
  fc.record({ targetMargin: fc.integer({ min: 0, max: 99 }).map((share) => `${share / 100}`) }),
  fc.record({ multiplier: decimals(3, 9) }),
  fc.record({ percent: decimals(3, 500), platformFee: rate, minimumCharge: rate }),
);
const table = fc.record({ rates, above: fc.integer({ min: 1, max: 500_000 }), step: fc.nat(5) }).map((made) => {
  const { rates, above, step } = made;
  const dearer = Object.fromEntries(Object.entries(rates).map(([pool, rate]) => [pool, `${Number(rate) + step}`]));
  return defineCostTable({
    id: "t",
    version: "1",
    currency: "USD",
    effectiveFrom: "2026-01-01",
    models: [
      {
        provider: "p",
        model: "m",
        rates,
        longContext: [{ above, rates: dearer }],
        extras: { webSearch: "0.01" },
        batchMultiplier: "0.5",
      },
    ],
  });
});
const at = "2026-02-01T00:00:00Z";
const usageOf = (tokens: TokenUsage, batch = false): Usage => ({
  type: "tokens",
  provider: "p",
  model: "m",
  tokens,
  batch,
});

function factorOf(rule: MarkupRule): Ratio {
  if ("percent" in rule)
    return addRatios(parseDecimal("1"), multiplyRatios(parseDecimal(rule.percent), parseDecimal("0.01")));
  if ("multiplier" in rule) return parseDecimal(rule.multiplier);
  const { numerator, denominator } = parseDecimal("targetMargin" in rule ? rule.targetMargin : "0");
  return { numerator: denominator, denominator: denominator - numerator };
}

function exactCost({ lines }: Charge): Ratio {
  return lines.map(({ cost }) => parseDecimal(cost)).reduce(addRatios, parseDecimal("0"));
}

describe("every charge", () => {
  it("keeps the whole markup: rounding adds less than a pico-unit and a micro-credit, and takes nothing", () => {
    fc.assert(
      fc.property(table, tokens, markupRule, (costTable, tokens, rule) => {
        const charge = priceUsage(usageOf(tokens), { costTable, markup: [rule], at, creditValue: "0.000003" });
        const marked = multiplyRatios(exactCost(charge), factorOf(rule));
        const withFee = addRatios(marked, parseDecimal(rule.platformFee ?? "0"));
        const exact = charge.markup.limit ? parseDecimal(rule.minimumCharge ?? "0") : withFee;
        for (const [amount, unit] of [
          [charge.charge, "0.000000000001"],
          [charge.credits ?? "", "0.000001"],
        ] as const) {
          const value =
            unit === "0.000001" ? multiplyRatios(parseDecimal(amount), parseDecimal("0.000003")) : parseDecimal(amount);
          const step =
            unit === "0.000001" ? multiplyRatios(parseDecimal(unit), parseDecimal("0.000003")) : parseDecimal(unit);
          expect(compareRatios(value, exact)).toBeGreaterThanOrEqual(0);
          expect(compareRatios(value, addRatios(exact, step))).toBeLessThan(0);
        }
        const { cost, margin, charge: charged } = chargeAmounts(charge);
        expect(margin).toBe(charged - cost);
        if (compareRatios(factorOf(rule), parseDecimal("1")) >= 0) expect(margin).toBeGreaterThanOrEqual(0n);
      }),
    );
  });

  it("never falls when a pool grows, and is never below 0", () => {
    fc.assert(
      fc.property(
        table,
        tokens,
        markupRule,
        fc.constantFrom(...TOKEN_POOLS),
        fc.nat(400_000),
        (costTable, tokens, rule, pool, more) => {
          const options = { costTable, markup: [rule], at, creditValue: "0.01" };
          const grown = { ...tokens, [pool]: Math.min((tokens[pool] ?? 0) + more, Number.MAX_SAFE_INTEGER) };
          const [less, greater] = [tokens, grown].map((tokens) => chargeAmounts(priceUsage(usageOf(tokens), options)));
          for (const amount of ["cost", "charge", "credits"] as const) {
            expect(less?.[amount]).toBeGreaterThanOrEqual(0n);
            expect(greater?.[amount]).toBeGreaterThanOrEqual(less?.[amount] ?? 0n);
          }
        },
      ),
    );
  });

  it("is the same bytes when it is computed again from what was stored", () => {
    fc.assert(
      fc.property(table, tokens, markupRule, fc.boolean(), (costTable, tokens, rule, batch) => {
        const markup = [rule, { match: { plan: "pro" }, percent: "7.5" }];
        const options = { costTable, markup, at: new Date(at), creditValue: "0.010", plan: "pro", customer: "c" };
        const charge = priceUsage(usageOf(tokens, batch), options);
        const stored: Charge = JSON.parse(canonicalJson(charge));
        const storedTable = defineCostTable(JSON.parse(JSON.stringify(costTable)));
        expect(canonicalJson(replayCharge(stored, { costTable: storedTable, markup }))).toBe(canonicalJson(charge));
      }),
    );
  });

  it("comes to the same with everything resolved beforehand", () => {
    fc.assert(
      fc.property(table, tokens, markupRule, fc.boolean(), (costTable, tokens, rule, batch) => {
        const charge = priceUsage(usageOf(tokens, batch), { costTable, markup: [rule], at, creditValue: "0.01" });
        const model = resolveModel(costTable, { provider: "p", model: "m" }, at);
        const markup = resolveMarkup([rule], { model: "m", provider: "p", keySource: "platform" });
        const amounts = priceTokens(tokens, { model, markup, creditValue: parseCreditValue("0.01"), batch });
        expect(amounts).toEqual(chargeAmounts(charge));
      }),
    );
  });
});

describe("replayCharge", () => {
  it("prices a quantity and a customer's own key again, and refuses another cost table", () => {
    const define = (unitCost: string) =>
      defineCostTable({
        id: "t",
        version: "1",
        currency: "USD",
        effectiveFrom: "2026-01-01",
        meters: [{ meter: "hours", unitCost }],
      });
    const [costTable, markup] = [define("0.15"), [{ percent: "50", platformFee: "0.01" }]];
    for (const keySource of ["platform", "byok"] as const) {
      const charge = priceUsage(
        { type: "quantity", meter: "hours", quantity: "1.50" },
        { costTable, markup, at, keySource },
      );
      expect(canonicalJson(replayCharge(charge, { costTable, markup }))).toBe(canonicalJson(charge));
      expect(() => replayCharge(charge, { costTable: define("0.16"), markup })).toThrow(
        expect.objectContaining({ code: "cost-table-mismatch" }),
      );
    }
  });
});
