import type { ExperimentReport } from "@pricewright/core/statistics";

/** Writes a number as people read it. */
export type NumberFormat = (value: number) => string;

const LOCALE = "en-US";

/** A count, such as `202,517`. */
export function formatCount(value: number): string {
  return value.toLocaleString(LOCALE);
}

/** A day such as `2026-03-01`, as `Mar 1`. */
export function formatDay(day: string): string {
  return new Date(day).toLocaleDateString(LOCALE, { month: "short", day: "numeric", timeZone: "UTC" });
}

/** A share as a percentage with two decimals, such as `1.99 %`. */
export function formatShare(value: number): string {
  return `${(value * 100).toFixed(2)} %`;
}

/** A change as a signed percentage, such as `+18.2 %`. */
export function formatChange(value: number): string {
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value * 100).toFixed(1)} %`;
}

/** A probability that never claims certainty: `97.3 %`, `> 99.99 %`. */
export function formatProbability(value: number): string {
  if (value > 0.9999) return "> 99.99 %";
  if (value < 0.0001) return "< 0.01 %";
  return `${(value * 100).toFixed(value > 0.99 || value < 0.01 ? 2 : 1)} %`;
}

/** Amounts per visitor, with as many decimals as the report's arms need to be told apart. */
export function revenueFormat(report: ExperimentReport): NumberFormat {
  const largest = Math.max(...report.variants.map(({ revenuePerVisitor }) => revenuePerVisitor?.mean ?? 0));
  const usual = new Intl.NumberFormat(LOCALE, { style: "currency", currency: report.currency }).resolvedOptions();
  const needed = largest > 0 ? Math.min(6, 2 - Math.floor(Math.log10(largest))) : 2;
  const digits = Math.max(usual.maximumFractionDigits ?? 2, needed);
  const format = new Intl.NumberFormat(LOCALE, {
    style: "currency",
    currency: report.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value) => format.format(value);
}

/** A loss per visitor as what it is for 1,000 of them, in the unit of the report's metric. */
export function lossFormat({ metric, currency }: ExperimentReport): NumberFormat {
  if (metric === "conversion") return (value) => `${(value * 1000).toFixed(2)} conversions`;
  const format = new Intl.NumberFormat(LOCALE, { style: "currency", currency });
  const smallest = 10 ** -(format.resolvedOptions().maximumFractionDigits ?? 2);
  return (value) => {
    const loss = value * 1000;
    return loss > 0 && loss < smallest ? `< ${format.format(smallest)}` : format.format(loss);
  };
}
