// Prints the largest error of each number by sample size, against statistics.json beside this file, as the table of
// docs/concepts/statistics.md. jstat's distribution function of the Beta is measured in the same places.
//
//   node --conditions=@pricewright/source packages/core/reference/error-table.mjs
import { readFileSync } from "node:fs";
import {
  betaPosterior,
  compareAll,
  differenceInterval,
  probabilityGreater,
  relativeLiftInterval,
  scaledPosterior,
} from "@pricewright/core/statistics";
import jStat from "jstat";

const reference = JSON.parse(readFileSync(new URL("statistics.json", import.meta.url), "utf8"));
/** Rows of the table, by the number of visitors an arm. */
const SIZES = [
  ["0 to 100", 100],
  ["to 10,000", 10_000],
  ["to 1 million", 1_100_000],
  ["to 10 million", 11_000_000],
  ["to 100 million", 110_000_000],
];
const rows = SIZES.map(() => new Map());
const sizeOf = (visitors) => SIZES.findIndex(([, most]) => visitors <= most);
const note = (visitors, column, error) => {
  const row = rows[sizeOf(visitors)];
  row.set(column, Math.max(row.get(column) ?? 0, error));
};
const noteInterval = (visitors, column, actual, expected, scale = 1) => {
  for (const end of [0, 1]) note(visitors, column, Math.abs(actual[end] - expected[end]) / scale);
};

for (const { alpha, beta, cdf, quantile } of reference.beta) {
  const posterior = betaPosterior(alpha, beta);
  const visitors = alpha + beta - 2;
  for (const { x, value } of cdf) {
    note(visitors, "Beta: probability", Math.abs(posterior.cdf(x) - value));
    note(visitors, "jstat: probability", Math.abs(jStat.beta.cdf(x, alpha, beta) - value));
  }
  for (const { p, value } of quantile)
    note(visitors, "Beta: quantile, relative", Math.abs(posterior.quantile(p) / value - 1));
}
for (const { variants, expected } of reference.comparisons) {
  const visitors = Math.max(...variants.map((variant) => variant.visitors));
  const arms = variants.map(({ visitors: units, conversions, price }) =>
    scaledPosterior(betaPosterior(1 + conversions, 1 + units - conversions), price),
  );
  const standings = compareAll(arms);
  expected.forEach((want, index) => {
    const arm = arms[index];
    const scale = want.mean;
    note(visitors, "P(best)", Math.abs(standings[index].probabilityBest - want.probabilityBest));
    note(visitors, "expected loss, of the mean", Math.abs(standings[index].expectedLoss - want.expectedLoss) / scale);
    if (index === 0) return;
    note(visitors, "P(best)", Math.abs(probabilityGreater(arm, arms[0]) - want.probabilityBeatsControl));
    noteInterval(visitors, "difference, of the mean", differenceInterval(arm, arms[0], 0.95), want.difference95, scale);
    if (want.relativeLift95)
      noteInterval(visitors, "lift", relativeLiftInterval(arm, arms[0], 0.95), want.relativeLift95);
  });
}

const columns = [
  "Beta: probability",
  "Beta: quantile, relative",
  "P(best)",
  "expected loss, of the mean",
  "difference, of the mean",
  "lift",
  "jstat: probability",
];
const write = (value) => (value === undefined ? "-" : value === 0 ? "0" : value.toExponential(0));
const table = [
  ["visitors an arm", ...columns],
  ...SIZES.map(([name], index) => [name, ...columns.map((column) => write(rows[index].get(column)))]),
];
const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
console.log([line(table[0]), line(widths.map((width) => "-".repeat(width))), ...table.slice(1).map(line)].join("\n"));
