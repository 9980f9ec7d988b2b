// Simulates experiments whose truth is known and prints how often the statistics are right. Exits with 1 where a
// number that must be nominal is not. See docs/concepts/calibration.md.
//   --short        fewer simulations, for continuous integration
//   --seed <text>  other experiments
//   --markdown     writes the tables into the page
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { coverageOfDrawnTruths, coverageOfFixedTruths, LIMIT, SIZES } from "./coverage.mjs";
import { compareRules } from "./decisions.mjs";

const PAGE = new URL("../../docs/concepts/calibration.md", import.meta.url);
const [START, END] = ["<!-- calibration:start -->", "<!-- calibration:end -->"];
const FULL = { simulations: 4000, slowSimulations: 150, liftSimulations: 800 };
const SHORT = { simulations: 600, slowSimulations: 10, liftSimulations: 60 };

const { values } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    seed: { type: "string", default: "pricewright-1" },
  },
});
const counts = values.short ? SHORT : FULL;
const tests = values.short ? 40 : 500;

const percent = (value, digits = 1) => `${(value * 100).toFixed(digits)} %`;
const withError = ({ value, error }) => `${percent(value)} ± ${(error * 100).toFixed(1)}`;
const number = (value) => value.toLocaleString("en-US");

function table(head, rows) {
  const cells = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

function drawnTables(results) {
  const rows = results.map(({ model, visitors, coverage, lift, reliability, worst }) => [
    model.name,
    number(visitors),
    number(coverage.count),
    withError(coverage),
    lift ? withError(lift) : "-",
    (reliability.length > 0 ? Math.max(...reliability.map(({ deviation }) => Math.abs(deviation))) : 0).toFixed(1),
    worst.toFixed(1),
    model.asserted ? (worst < LIMIT ? "nominal" : "NOT NOMINAL") : "reported",
  ]);
  const head = ["model", "visitors an arm", "tests", "interval", "lift interval", "P(best)", "worst", "verdict"];
  return table(head, rows);
}

function reliabilityTable(results) {
  const shown = results.filter(({ visitors, model }) => visitors === 1000 && model.name.endsWith("near 3 %"));
  const rows = shown.flatMap(({ model, reliability }) =>
    reliability.map(({ predicted, observed, error, count }) => [
      model.name,
      percent(predicted),
      `${percent(observed)} ± ${(error * 100).toFixed(1)}`,
      number(count),
    ]),
  );
  return table(["model", "said P(best)", "came true", "tests"], rows);
}

function fixedTable(results) {
  const rows = results.map(({ name, conversion, bySize }) => [
    name,
    percent(conversion, 0),
    ...bySize.map((coverage) => (coverage ? withError(coverage) : "-")),
  ]);
  return table(["model", "conversion", ...SIZES.map(number)], rows);
}

function ruleTable(results) {
  const truth = (lift) => (lift === 0 ? "no better" : `${lift > 0 ? "+" : ""}${percent(lift, 0)}`);
  const rows = results.map(({ name, lift, perDay, ship, error, keep, undecided, meanDays, lost }) => [
    truth(lift),
    number(perDay),
    name,
    withError({ value: ship, error }),
    percent(keep),
    percent(undecided),
    meanDays.toFixed(0),
    lost.toFixed(2),
  ]);
  const head = ["new price is", "visitors a day and arm", "rule", "ships it", "keeps", "undecided", "days", "lost"];
  return table(head, rows);
}

function writePage(text) {
  const page = readFileSync(PAGE, "utf8");
  const [from, to] = [page.indexOf(START), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`${PAGE.pathname} lacks the markers ${START} and ${END}.`);
  writeFileSync(PAGE, `${page.slice(0, from + START.length)}\n\n${text}\n\n${page.slice(to)}`);
}

const started = performance.now();
const seed = values.seed;
const drawn = coverageOfDrawnTruths({ seed, ...counts });
const fixed = coverageOfFixedTruths({
  seed,
  simulations: counts.simulations,
  slowSimulations: counts.slowSimulations,
});
const rules = compareRules({ seed, simulations: tests });
const failed = drawn.filter(({ model, worst }) => model.asserted && !(worst < LIMIT));
const models = [...new Map(drawn.map(({ model }) => [model.name, model])).values()];

const text = [
  `Seed \`${seed}\`; ${number(tests)} tests for each row of the last table.`,
  "### Truths drawn at random",
  drawnTables(drawn),
  models.map(({ name, drawn: what }) => `- ${name}: ${what}.`).join("\n"),
  "### What P(best) said and what came true, at 1,000 visitors an arm",
  reliabilityTable(drawn),
  "### Truths that are what they are: coverage of the 95 % interval by visitors",
  fixedTable(fixed),
  "### Rules of decision over eight weeks",
  ruleTable(rules),
].join("\n\n");

console.log(text);
if (values.markdown) writePage(text);
console.log(`\n${((performance.now() - started) / 1000).toFixed(0)} s.`);
if (failed.length > 0) {
  const list = failed.map(({ model, visitors, worst }) => `${model.name} at ${visitors} (${worst.toFixed(1)})`);
  console.error(`Not nominal within ${LIMIT} standard errors: ${list.join(", ")}.`);
  process.exitCode = 1;
}
