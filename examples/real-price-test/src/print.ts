import type { ResultsResponse } from "@pricewright/core/api";
import type { Progress } from "./replay/replay.ts";

const BAR = 30;

/** One line of progress, such as `[######----] 60 %  190,080 of 322,602 events  6,300 a second  20 s left`. */
export function progressLine({ sent, total, seconds }: Progress): string {
  const share = sent / total;
  const done = Math.round(share * BAR);
  const rate = seconds > 0 ? sent / seconds : 0;
  const left = rate > 0 ? Math.ceil((total - sent) / rate) : 0;
  const bar = "#".repeat(done) + "-".repeat(BAR - done);
  return `[${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${whole(sent)} of ${whole(total)} events  ${whole(rate)} a second  ${left} s left`;
}

/** The decision in sentences, and the figures behind it. */
export function decisionText({ report, sentences }: ResultsResponse): string {
  const columns = [
    "variant",
    "arrived",
    "analysed",
    "conversion",
    "revenue/visitor",
    "P(best)",
    "expected loss/visitor",
  ];
  const lines = report.variants.map((variant) => [
    variant.key,
    whole(variant.arrivals),
    whole(variant.visitors),
    variant.observed.conversion?.toFixed(6) ?? "-",
    variant.observed.revenuePerVisitor?.toFixed(4) ?? "-",
    variant.probabilityBest.toFixed(10),
    variant.expectedLoss.toFixed(4),
  ]);
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...lines.map((line) => (line[index] ?? "").length)),
  );
  const row = (cells: readonly string[]) =>
    `  ${cells.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0))).join("  ")}`;
  return [...sentences.map((sentence) => wrap(sentence, 100)), "", row(columns), ...lines.map(row)].join("\n");
}

function wrap(sentence: string, width: number): string {
  const lines: string[] = [];
  let line = "-";
  for (const word of sentence.split(" ")) {
    if (line.length + word.length + 1 > width) {
      lines.push(line);
      line = " ";
    }
    line += ` ${word}`;
  }
  return [...lines, line].map((text) => `  ${text}`).join("\n");
}

function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}
