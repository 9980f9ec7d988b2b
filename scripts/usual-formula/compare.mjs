// The same tests through the usual formula and through the exact one, side by side. `--markdown` writes the table into
// docs/concepts/why-not-the-usual-formula.md.
import { readFileSync, writeFileSync } from "node:fs";
import { betaPosterior, compareAll, scaledPosterior } from "@pricewright/core/statistics";
import { errorFunction } from "simple-statistics";

const PAGE = new URL("../../docs/concepts/why-not-the-usual-formula.md", import.meta.url);
const [START, END] = ["<!-- comparison:start -->", "<!-- comparison:end -->"];

/** Visitors, conversions and price of the control and of the tried arm. */
const TESTS = [
  { name: "small, fewer buy", control: [574, 22, 1], tried: [550, 14, 1] },
  { name: "the same, arms swapped", control: [550, 14, 1], tried: [574, 22, 1] },
  { name: "very small", control: [120, 6, 39], tried: [115, 3, 59] },
  { name: "small, dearer price", control: [574, 22, 39], tried: [550, 14, 49] },
  { name: "a week of a small site", control: [1400, 42, 39], tried: [1400, 36, 49] },
  { name: "few conversions in the control", control: [900, 5, 39], tried: [880, 11, 39] },
  { name: "medium", control: [10_000, 300, 39], tried: [10_000, 252, 49] },
  { name: "large", control: [200_000, 4000, 39], tried: [110_000, 1770, 49] },
];

/** Revenue per visitor of an arm where every buyer pays one price: mean, and variance of the mean. */
function momentsOf([visitors, conversions, price]) {
  const share = conversions / visitors;
  return { mean: price * share, variance: (price ** 2 * share * (1 - share)) / visitors };
}

/**
 * The usual formula: relative lift is taken as normal, with the variance that the delta method gives. The expected loss
 * of choosing the tried arm follows from the same normal distribution.
 */
function usualFormula(control, tried) {
  const [a, b] = [control, tried].map(momentsOf);
  const lift = b.mean / a.mean - 1;
  const deviation = Math.sqrt(b.variance / a.mean ** 2 + (a.variance * b.mean ** 2) / a.mean ** 4);
  const z = lift / deviation;
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const chance = (1 + errorFunction(z / Math.SQRT2)) / 2;
  return { chance, loss: a.mean * deviation * (density - z * (1 - chance)) };
}

/** What core says, with the default prior. */
function exactFormula(control, tried) {
  const posteriors = [control, tried].map(([visitors, conversions, price]) =>
    scaledPosterior(betaPosterior(1 + conversions, 1 + visitors - conversions), price),
  );
  const { probabilityBest, expectedLoss } = compareAll(posteriors)[1];
  return { chance: probabilityBest, loss: expectedLoss };
}

const armText = ([visitors, conversions, price]) =>
  `${conversions.toLocaleString("en-US")} of ${visitors.toLocaleString("en-US")}${price === 1 ? "" : ` at ${price}`}`;
const percent = (value) => `${(value * 100).toFixed(value < 0.01 || value > 0.99 ? 3 : 1)} %`;

const head = [
  "test",
  "control",
  "tried",
  "chance, usual",
  "chance, exact",
  "loss, usual",
  "loss, exact",
  "usual / exact",
];
const rows = TESTS.map(({ name, control, tried }) => {
  const [usual, exact] = [usualFormula(control, tried), exactFormula(control, tried)];
  return [
    name,
    armText(control),
    armText(tried),
    percent(usual.chance),
    percent(exact.chance),
    (usual.loss * 1000).toFixed(2),
    (exact.loss * 1000).toFixed(2),
    (usual.loss / exact.loss).toFixed(2),
  ];
});
const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column].length)));
const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
const table = [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
console.log(table);

if (process.argv.includes("--markdown")) {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = [page.indexOf(START), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE.pathname} lacks the markers ${START} and ${END}.`);
  writeFileSync(PAGE, `${page.slice(0, from + START.length)}\n\n${table}\n\n${page.slice(to)}`);
}
