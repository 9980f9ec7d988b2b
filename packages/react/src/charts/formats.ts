import type { ExperimentReport } from "@pricewright/core/statistics";

/** Writes a number as people read it. */
export type NumberFormat = (value: number) => string;

/** How numbers and days of charts are written in a language. */
export interface ChartFormats {
  /** A count, such as `202,517`. */
  readonly count: NumberFormat;
  /** A share, from 0 to 1, as a percentage with two decimals, such as `1.99 %`. */
  readonly share: NumberFormat;
  /** A change as a signed percentage, such as `+18.2 %`. */
  readonly change: NumberFormat;
  /** A probability that never claims certainty: `97.3 %`, `> 99.99 %`. */
  readonly probability: NumberFormat;
  /** An ISO 8601 day without its year, such as `Mar 1`. */
  readonly day: (day: string) => string;
  /** An ISO 8601 day with its year, such as `Mar 1, 2026`. */
  readonly date: (day: string) => string;
}

/** In which language charts are written where none is given. */
export const CHART_LOCALE = "en-US";

/**
 * Makes what writes numbers and days in a language.
 *
 * @param locale BCP 47 tag.
 *
 * @example
 * chartFormats("de-DE").share(0.0199); // "1,99 %"
 */
export function chartFormats(locale: string = CHART_LOCALE): ChartFormats {
  const whole = new Intl.NumberFormat(locale);
  const [one, two] = [1, 2].map((digits) => {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return (value: number) => `${format.format(value * 100)} %`;
  }) as [NumberFormat, NumberFormat];
  const day = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric", timeZone: "UTC" });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  return {
    count: (value) => whole.format(value),
    share: (value) => two(value),
    change: (value) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${one(Math.abs(value))}`,
    probability: (value) => {
      if (value > 0.9999) return `> ${two(0.9999)}`;
      if (value < 0.0001) return `< ${two(0.0001)}`;
      return value > 0.99 || value < 0.01 ? two(value) : one(value);
    },
    day: (text) => day.format(new Date(text)),
    date: (text) => date.format(new Date(text)),
  };
}

const usual = chartFormats();

/**
 * Writes a count.
 *
 * @example
 * formatCount(202_517); // "202,517"
 */
export function formatCount(value: number): string {
  return usual.count(value);
}

/**
 * Writes an ISO 8601 day as month and day.
 *
 * @example
 * formatDay("2026-03-01"); // "Mar 1"
 */
export function formatDay(day: string): string {
  return usual.day(day);
}

/**
 * Writes a share, from 0 to 1, as a percentage with two decimals.
 *
 * @example
 * formatShare(0.0199); // "1.99 %"
 */
export function formatShare(value: number): string {
  return usual.share(value);
}

/**
 * Writes a relative change, 0.1 for a tenth more, as a signed percentage.
 *
 * @example
 * formatChange(0.182); // "+18.2 %"
 */
export function formatChange(value: number): string {
  return usual.change(value);
}

/**
 * Writes a probability, from 0 to 1, and never claims certainty.
 *
 * @example
 * formatProbability(0.973); // "97.3 %"
 * formatProbability(1); // "> 99.99 %"
 */
export function formatProbability(value: number): string {
  return usual.probability(value);
}

/**
 * Makes what writes amounts per visitor, in major units, with as many decimals as the report's arms need to be told apart.
 *
 * @example
 * const format = revenueFormat(results.report);
 * format(0.7761);
 */
export function revenueFormat(report: ExperimentReport, locale: string = CHART_LOCALE): NumberFormat {
  const largest = Math.max(...report.variants.map(({ revenuePerVisitor }) => revenuePerVisitor?.mean ?? 0));
  const ofCurrency = new Intl.NumberFormat(locale, { style: "currency", currency: report.currency }).resolvedOptions();
  const needed = largest > 0 ? Math.min(6, 2 - Math.floor(Math.log10(largest))) : 2;
  const digits = Math.max(ofCurrency.maximumFractionDigits ?? 2, needed);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency: report.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return (value) => format.format(value);
}

/**
 * Makes what writes a loss per visitor as what it is for 1,000 of them, in the unit of the report's metric.
 *
 * @example
 * const format = lossFormat(results.report);
 * format(0.00002);
 */
export function lossFormat({ metric, currency }: ExperimentReport, locale: string = CHART_LOCALE): NumberFormat {
  if (metric === "conversion") {
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    return (value) => `${format.format(value * 1000)} conversions`;
  }
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const smallest = 10 ** -(format.resolvedOptions().maximumFractionDigits ?? 2);
  return (value) => {
    const loss = value * 1000;
    return loss > 0 && loss < smallest ? `< ${format.format(smallest)}` : format.format(loss);
  };
}
