// What charging costs, in one process: tokens of four pools with markup and credits, beside the same sum in decimal.js,
// which is exact too, and the price alone in doubles by @pydantic/genai-prices, for scale.
import { parseCreditValue, priceTokens, priceUsage, resolveMarkup, resolveModel } from "@pricewright/core/credits";
import { costTableFromGenaiPrices } from "@pricewright/node/genai-prices";
import { calcPrice } from "@pydantic/genai-prices";
import { Decimal } from "decimal.js";
import { benchBurnDown } from "./credits-burn-down.mjs";
import { measure } from "./measure.mjs";

const CHARGE_NANOSECONDS = 2000;

if (!globalThis.gc) throw new Error("Run node with --expose-gc, as `pnpm bench:credits` does.");
process.env.NODE_ENV = "production";

const name = { provider: "anthropic", model: "claude-sonnet-4-5" };
const at = "2026-03-02T10:00:00Z";
const { costTable } = costTableFromGenaiPrices({ version: "1", effectiveFrom: "2026-03-01", providers: ["anthropic"] });
const markup = [
  { percent: "10" },
  { match: { provider: "anthropic" }, percent: "20" },
  { match: { model: "claude-sonnet-4-5" }, percent: "50" },
];

/** A request's tokens, no two alike. */
function tokensOf(number) {
  return { input: 1000 + number, cachedInput: 20_000 + 3 * number, cacheWrite5m: 512, output: 700 + (number % 97) };
}

function resolved() {
  const options = {
    model: resolveModel(costTable, name, at),
    markup: resolveMarkup(markup, { ...name, keySource: "platform" }),
    creditValue: parseCreditValue("0.01"),
  };
  return (number) => priceTokens(tokensOf(number), options).charge;
}

function explained() {
  const options = { costTable, markup, at, creditValue: "0.01" };
  return (number) => priceUsage({ type: "tokens", ...name, tokens: tokensOf(number) }, options).charge;
}

function decimals() {
  const base = [3, 0.3, 3.75, 15].map((rate) => new Decimal(rate).div(1_000_000));
  const long = [6, 0.6, 7.5, 22.5].map((rate) => new Decimal(rate).div(1_000_000));
  const factor = new Decimal("1.5");
  return (number) => {
    const { input, cachedInput, cacheWrite5m, output } = tokensOf(number);
    const rates = input + cachedInput + cacheWrite5m > 200_000 ? long : base;
    const cost = [input, cachedInput, cacheWrite5m, output].reduce(
      (sum, count, place) => sum.add(rates[place].mul(count)),
      new Decimal(0),
    );
    const charge = cost.mul(factor);
    const credits = charge.div("0.01").toDecimalPlaces(6, Decimal.ROUND_UP);
    const [roundedCost, roundedCharge] = [cost, charge].map((amount) => amount.toDecimalPlaces(12, Decimal.ROUND_UP));
    return { roundedCost, roundedCharge, credits }.roundedCharge;
  };
}

function priceAlone() {
  const options = { providerId: name.provider, timestamp: new Date(at) };
  return (number) => {
    const { input, cachedInput, cacheWrite5m, output } = tokensOf(number);
    const usage = {
      input_tokens: input + cachedInput + cacheWrite5m,
      cache_read_tokens: cachedInput,
      cache_write_tokens: cacheWrite5m,
      output_tokens: output,
    };
    return calcPrice(usage, name.model, options).total_price;
  };
}

/** Runs a table of subjects, the first of them ours, and prints times as ratios to it. */
function compare(title, subjects, { rounds, calls }) {
  let number = 0;
  const results = measure(subjects, { rounds, calls, newId: () => `${number++ % 50_000}` });
  const [ours] = results;
  console.log(title);
  for (const { name, nanoseconds, bytes } of results) {
    const ratio = `${(nanoseconds / ours.nanoseconds).toFixed(2)}x`;
    console.log(
      `  ${name.padEnd(52)}${nanoseconds.toFixed(0).padStart(7)} ns${ratio.padStart(9)}${bytes.toFixed(0).padStart(7)} bytes`,
    );
  }
  console.log("");
  return ours.nanoseconds;
}

function benchCharge() {
  const subjects = [
    { name: "priceTokens, model and rule resolved once", price: resolved() },
    { name: "priceUsage, everything looked up and explained", price: explained() },
    { name: "decimal.js, the same sum by hand", price: decimals() },
    { name: "@pydantic/genai-prices, price alone, not exact", price: priceAlone() },
  ];
  const [first, ...others] = subjects.map(({ price }) => price(7));
  const cost = Number(first) / 1e12;
  for (const [place, other] of others.entries())
    if (Math.abs(Number(other) * (place === 2 ? 1.5 : 1) - cost) > 1e-12)
      throw new Error(`${subjects[place + 1].name} gives ${other}, not ${cost}.`);
  const assign = subjects.map(({ name, price }) => ({ name, assign: (id) => price(Number(id)) }));
  return compare("One charge: four pools, markup, credits", assign, { rounds: 15, calls: 5000 });
}

console.log(`Node ${process.version}: no two requests alike, median of 15 rounds\n`);
const targets = [[`a charge under ${CHARGE_NANOSECONDS} ns`, benchCharge() < CHARGE_NANOSECONDS]];
targets.push(["burning ten grants under 5 us", benchBurnDown()]);
console.log(`Targets: ${targets.map(([what, isMet]) => `${what} ${isMet ? "met" : "MISSED"}`).join(", ")}`);
process.exit(targets.every(([, isMet]) => isMet) ? 0 : 1);
