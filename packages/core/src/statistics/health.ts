import { buyersOf } from "./price-integrity.ts";
import { type SampleRatio, sampleRatio } from "./sample-ratio.ts";
import type { Stratification } from "./strata/stratify.ts";
import type { UnverifiedExposures } from "./unverified-exposures.ts";
import { arrivals, type IntegrityCounts, integrityOf, type VariantStatistics } from "./variant-statistics.ts";

/** A reason to doubt the data. `fix-first` ones stand before any winner. */
export type HealthCheck =
  | {
      readonly code: "sample-ratio-mismatch";
      readonly severity: "fix-first";
      readonly pValue: number;
      /** Share of arrivals that was planned for each arm, and that came, in the arms' order. */
      readonly planned: readonly number[];
      readonly arrived: readonly number[];
    }
  | {
      readonly code: "price-mismatch" | "multiple-exposure" | "assignment-drift";
      readonly severity: "fix-first" | "warning";
      /** Units concerned. */
      readonly units: number;
      /** Units that were looked at. */
      readonly of: number;
    }
  | {
      /** Units bought on a verified quote before any exposure: pages do not report what they show. */
      readonly code: "sold-unseen";
      readonly severity: "warning";
      readonly units: number;
      /** These, and the units that bought what they had seen. */
      readonly of: number;
    }
  | {
      /** More new units came from one address than a network of people brings. */
      readonly code: "traffic-anomaly";
      readonly severity: "warning";
      /** Units beyond the limit. They are in no number; those within it are. */
      readonly units: number;
      readonly byVariant: readonly { readonly variant: string | null; readonly units: number }[];
      /** ISO 8601 times, the end not included, as an exclusion of the traffic takes them. */
      readonly from: string;
      readonly to: string;
    }
  | {
      /** A notable share of exposures came without a valid quote, and counts nowhere. */
      readonly code: "unverified-exposures";
      readonly severity: "note";
      readonly exposures: number;
      /** Units that arrived with a verified exposure. */
      readonly arrivals: number;
      /** By why they do not count, the most frequent first. */
      readonly reasons: readonly { readonly reason: string; readonly exposures: number }[];
    }
  | {
      readonly code: "traffic-in-weightless-arm";
      readonly severity: "warning";
      readonly variant: string;
      readonly units: number;
    }
  | {
      /** Some units paid in a currency without a rate; their revenue is in no sum. */
      readonly code: "unconverted";
      readonly severity: "warning";
      readonly units: number;
      readonly of: number;
    }
  | {
      /** Cost is reported for some arms only, so that margins cannot be compared. */
      readonly code: "cost-coverage";
      readonly severity: "warning";
      /** Arms with buyers and no cost. */
      readonly variants: readonly string[];
    }
  | {
      /** The arms are compared within each set of weights, and the comparisons put together. */
      readonly code: "weights-changed";
      readonly severity: "note";
      /** How many sets of weights there were. */
      readonly weightings: number;
      /** Units of periods that were too small to compare the arms in. */
      readonly leftOut: number;
    };

/** p-value below which arrivals do not follow the plan. */
const SAMPLE_RATIO_LEVEL = 0.001;
/** Share of purchases above which those that nobody saw the price of are a warning. */
const UNSEEN_LIMIT = 0.01;
/** Share of exposures above which unverified ones are worth a note. */
const UNVERIFIED_LIMIT = 0.05;

/** What {@link checkHealth} looks at. */
export interface CheckHealthInput {
  /** One entry for each arm and epoch. */
  readonly variants: readonly VariantStatistics[];
  readonly stratification: Stratification;
  /** @default [] */
  readonly unverified?: readonly UnverifiedExposures[];
}

/** Checks whether the data is fit to be read, worst first. */
export function checkHealth({ variants, stratification, unverified = [] }: CheckHealthInput): {
  sampleRatio: SampleRatio | null;
  health: HealthCheck[];
} {
  const ratio = sampleRatio(...arrivalsByEpoch(variants));
  const health: HealthCheck[] = [];
  if (ratio && ratio.pValue < SAMPLE_RATIO_LEVEL) {
    const total = ratio.expected.reduce((sum, count) => sum + count, 0);
    health.push({
      code: "sample-ratio-mismatch",
      severity: "fix-first",
      pValue: ratio.pValue,
      planned: ratio.expected.map((count) => count / total),
      arrived: ratio.arrived.map((count) => count / total),
    });
  }
  const total = (field: keyof IntegrityCounts) =>
    variants.reduce((sum, variant) => sum + integrityOf(variant)[field], 0);
  const units = variants.reduce((sum, variant) => sum + arrivals(variant), 0);
  health.push(
    ...shareCheck("price-mismatch", total("priceMismatches"), total("checked"), { warning: 0, fixFirst: 0.001 }),
    ...shareCheck("multiple-exposure", total("multipleExposure"), units, { warning: 0.01, fixFirst: 0.05 }),
    ...shareCheck("assignment-drift", total("slotDrift"), units, { warning: 0, fixFirst: 0.001 }),
    ...unseenCheck(total("soldUnseen"), buyersOf(variants)),
    ...anomalyCheck(unverified.filter(({ reason }) => reason === "rate-limited")),
    ...leaks(variants),
    ...unverifiedCheck(
      unverified.filter(({ reason }) => reason !== "rate-limited"),
      units,
    ),
  );
  const unconverted = total("unconverted");
  if (unconverted > 0) {
    const of = variants.reduce((sum, { conversions }) => sum + conversions, 0);
    health.push({ code: "unconverted", severity: "warning", units: unconverted, of });
  }
  const costless = armsWithoutCost(stratification);
  if (costless.length > 0) health.push({ code: "cost-coverage", severity: "warning", variants: costless });
  const { weightings, leftOut } = stratification;
  if (weightings > 1) health.push({ code: "weights-changed", severity: "note", weightings, leftOut });
  health.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  return { sampleRatio: ratio, health };
}

const SEVERITIES: readonly HealthCheck["severity"][] = ["fix-first", "warning", "note"];

/** Arrivals and weights of every arm, a list for each epoch, in the order of the arms. */
function arrivalsByEpoch(variants: readonly VariantStatistics[]) {
  const keys = [...new Set(variants.map(({ key }) => key))];
  const epochs = [...new Set(variants.map(({ weightEpoch = 1 }) => weightEpoch))];
  return epochs.map((epoch) =>
    keys.map((key) => {
      const arm = variants.find((entry) => entry.key === key && (entry.weightEpoch ?? 1) === epoch);
      return arm ? { visitors: arrivals(arm), weight: arm.weight ?? 1 } : { visitors: 0, weight: 0 };
    }),
  );
}

/** Units in arms whose weight was 0 when they came. */
function leaks(variants: readonly VariantStatistics[]): HealthCheck[] {
  const units = new Map<string, number>();
  for (const variant of variants) {
    if (variant.weight === 0 && arrivals(variant) > 0)
      units.set(variant.key, (units.get(variant.key) ?? 0) + arrivals(variant));
  }
  return [...units].map(([variant, count]) => ({
    code: "traffic-in-weightless-arm",
    severity: "warning",
    variant,
    units: count,
  }));
}

/** Purchases of what nobody reported to have shown: pages that sell without telling. */
function unseenCheck(units: number, buyers: number): HealthCheck[] {
  const of = units + buyers;
  return units > UNSEEN_LIMIT * of ? [{ code: "sold-unseen", severity: "warning", units, of }] : [];
}

function anomalyCheck(refused: readonly UnverifiedExposures[]): HealthCheck[] {
  const units = refused.reduce((sum, entry) => sum + entry.units, 0);
  if (units === 0) return [];
  const byVariant = [...new Set(refused.map(({ variant }) => variant))].map((variant) => ({
    variant,
    units: refused.reduce((sum, entry) => sum + (entry.variant === variant ? entry.units : 0), 0),
  }));
  const [first, last] = [
    refused.map((entry) => Date.parse(entry.first)),
    refused.map((entry) => Date.parse(entry.last)),
  ];
  return [
    {
      code: "traffic-anomaly",
      severity: "warning",
      units,
      byVariant: byVariant.sort((a, b) => ((a.variant ?? "") < (b.variant ?? "") ? -1 : 1)),
      from: new Date(Math.min(...first)).toISOString(),
      to: new Date(Math.max(...last) + 1).toISOString(),
    },
  ];
}

function unverifiedCheck(unverified: readonly UnverifiedExposures[], units: number): HealthCheck[] {
  const exposures = unverified.reduce((sum, entry) => sum + entry.exposures, 0);
  if (exposures === 0 || exposures <= UNVERIFIED_LIMIT * (exposures + units)) return [];
  const reasons = [...new Set(unverified.map(({ reason }) => reason))]
    .map((reason) => ({
      reason,
      exposures: unverified.reduce((sum, entry) => sum + (entry.reason === reason ? entry.exposures : 0), 0),
    }))
    .sort((a, b) => b.exposures - a.exposures || (a.reason < b.reason ? -1 : 1));
  return [{ code: "unverified-exposures", severity: "note", exposures, arrivals: units, reasons }];
}

/** Arms that have buyers and no cost although others have; margin is not compared then. */
export function armsWithoutCost({ arms }: Stratification): string[] {
  const known = arms.filter(({ total }) => (total.cost?.sum ?? 0) !== 0);
  if (known.length === 0) return [];
  return arms.flatMap(({ total }) => (total.conversions > 0 && (total.cost?.sum ?? 0) === 0 ? [total.key] : []));
}

function shareCheck(
  code: "price-mismatch" | "multiple-exposure" | "assignment-drift",
  units: number,
  of: number,
  limits: { readonly warning: number; readonly fixFirst: number },
): HealthCheck[] {
  if (units === 0 || units / of <= limits.warning) return [];
  return [{ code, severity: units / of >= limits.fixFirst ? "fix-first" : "warning", units, of }];
}
