import { type SampleRatio, sampleRatio } from "./sample-ratio.ts";
import type { Stratification } from "./strata/stratify.ts";
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

/** What {@link checkHealth} looks at. */
export interface CheckHealthInput {
  /** One entry for each arm and epoch. */
  readonly variants: readonly VariantStatistics[];
  readonly stratification: Stratification;
}

/** Checks whether the data is fit to be read, worst first. */
export function checkHealth({ variants, stratification }: CheckHealthInput): {
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
    ...leaks(variants),
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
