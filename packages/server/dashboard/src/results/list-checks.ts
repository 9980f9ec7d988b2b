import type { ExperimentReport, HealthCheck } from "@pricewright/core/statistics";
import { READER_FORMATS } from "./reader-formats.ts";

/** One check of a report's data, in words. */
export interface CheckEntry {
  readonly code: string;
  readonly state: "passed" | HealthCheck["severity"];
  readonly title: string;
  readonly detail: string;
}

const TITLES: Readonly<Record<HealthCheck["code"], string>> = {
  "sample-ratio-mismatch": "Visitors arrive as planned",
  "price-mismatch": "Prices shown are the arm's own",
  "multiple-exposure": "Nobody sees two arms",
  "assignment-drift": "Visitors see the arm that their id leads to",
  "sold-unseen": "Nobody buys before a page reports the price",
  "traffic-anomaly": "No address brings more visitors than people do",
  "unverified-exposures": "Exposures come with a valid quote",
  "traffic-in-weightless-arm": "Arms without weight get no visitor",
  unconverted: "Every payment is in a currency with a rate",
  "cost-coverage": "Cost is reported for all arms alike",
  "weights-changed": "Weights stay the same",
};

/** Every check that a report knows of, failed ones first. */
export function listChecks({ health, sampleRatio }: ExperimentReport): CheckEntry[] {
  const failed = health.map((check): CheckEntry => {
    return {
      code: check.code,
      state: check.severity,
      title: TITLES[check.code] ?? check.code,
      detail: describe(check),
    };
  });
  const passed = Object.entries(TITLES)
    .filter(([code]) => health.every((check) => check.code !== code))
    .map(([code, title]): CheckEntry => {
      const ratio = code === "sample-ratio-mismatch" && sampleRatio;
      return { code, state: "passed", title, detail: ratio ? `p = ${ratio.pValue.toPrecision(2)}` : "" };
    });
  return [...failed, ...passed];
}

function describe(check: HealthCheck): string {
  switch (check.code) {
    case "sample-ratio-mismatch":
      return `${shares(check.arrived)} came, ${shares(check.planned)} was planned`;
    case "traffic-in-weightless-arm":
      return `${READER_FORMATS.count(check.units)} visitors in ${check.variant}`;
    case "sold-unseen":
      return `${READER_FORMATS.count(check.units)} of ${READER_FORMATS.count(check.of)} buyers, ${READER_FORMATS.share(check.units / check.of)}`;
    case "traffic-anomaly":
      return `${READER_FORMATS.count(check.units)} visitors between ${check.from} and ${check.to}`;
    case "unverified-exposures":
      return `${READER_FORMATS.count(check.exposures)} exposures beside ${READER_FORMATS.count(check.arrivals)} visitors`;
    case "cost-coverage":
      return `no cost for ${check.variants.join(", ")}`;
    case "weights-changed":
      return `${check.weightings} sets of weights, compared within each`;
    case "unconverted":
    case "price-mismatch":
    case "multiple-exposure":
    case "assignment-drift":
      return `${READER_FORMATS.count(check.units)} of ${READER_FORMATS.count(check.of)} visitors, ${READER_FORMATS.share(check.units / check.of)}`;
    default:
      // A newer server may know checks that this page does not.
      return "";
  }
}

function shares(values: readonly number[]): string {
  return values.map(READER_FORMATS.share).join(" / ");
}
