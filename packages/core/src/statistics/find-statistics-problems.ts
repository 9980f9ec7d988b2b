import type { Problem } from "../errors/pricewright-error.ts";
import type { AnalyzeExperimentOptions } from "./analyze-experiment.ts";
import { isPossibleCost, isPossibleRevenue } from "./possible-sums.ts";
import { LEAST_PRIOR } from "./posteriors/least-prior.ts";
import { integrityOf, type VariantStatistics } from "./variant-statistics.ts";

/** Sizes of amounts other than 0; beyond them squares of squares are no longer numbers. */
const [SMALLEST, LARGEST] = [1e-30, 1e30];

/** Everything wrong with the input of an analysis, at once. Empty when it can be analysed. */
export function findStatisticsProblems(options: AnalyzeExperimentOptions): Problem[] {
  const { variants, control, prior, currency } = options;
  const problems: Problem[] = [];
  const add = (path: readonly (string | number)[], code: string, message: string) =>
    problems.push({ path, code, message });
  if (!/^[A-Z]{3}$/.test(currency))
    add(["currency"], "invalid-currency", `"${currency}" is not an ISO 4217 code such as "USD"`);
  const keys = [...new Set(variants.map(({ key }) => key))];
  if (keys.length < 2)
    add(["variants"], "too-few-variants", `an experiment compares at least 2 variants, ${keys.length} given`);
  if (!keys.includes(control))
    add(["control"], "unknown-control", `the control "${control}" is not one of the variants (${keys.join(", ")})`);
  for (const [name, value] of Object.entries(prior ?? {})) {
    if (!(value >= LEAST_PRIOR && value < Infinity))
      add(["prior", name], "invalid-prior", `${name} of the prior must be ${LEAST_PRIOR} or more, ${value} given`);
  }
  for (const [name, value] of settings(options)) {
    if (!Number.isFinite(value) || value < 0 || (name === "tuning" && value === 0))
      add([name], "invalid-setting", `${name} must be a number above 0, ${value} given`);
  }
  for (const name of ["asOf", "startedAt"] as const) {
    if (Number.isNaN(options[name]?.getTime())) add([name], "invalid-time", `${name} is not a time`);
  }
  problems.push(...guardrailProblems(options));
  variants.forEach((variant, index) => {
    const { key, weight = 1, weightEpoch = 1 } = variant;
    if (variants.findIndex((other) => other.key === key && (other.weightEpoch ?? 1) === weightEpoch) !== index)
      add(["variants", index, "key"], "duplicate-key", `two entries have the key "${key}" in one weight epoch`);
    if (!(weight >= 0 && weight < Infinity))
      add(["variants", index, "weight"], "invalid-weight", `weight of "${key}" must be 0 or more, ${weight} given`);
    for (const { path, value } of counts(variant)) {
      if (!Number.isSafeInteger(value) || value < 0) {
        add(
          ["variants", index, ...path],
          "invalid-count",
          `${path.join(".")} of "${variant.key}" must be a whole number of 0 or more, ${value} given`,
        );
      }
    }
    if (variant.conversions > variant.visitors) {
      add(
        ["variants", index, "conversions"],
        "conversions-above-visitors",
        `"${variant.key}" has ${variant.conversions} conversions of ${variant.visitors} visitors`,
      );
    }
    for (const { path, value, power = 1 } of amounts(variant)) {
      const size = Math.abs(value) ** (1 / power);
      if (value !== 0 && !(size >= SMALLEST && size <= LARGEST)) {
        add(
          ["variants", index, ...path],
          "invalid-amount",
          `${path.join(".")} of "${variant.key}" is ${value}; give 0, or a number between ${SMALLEST ** power} and ${LARGEST ** power} in size`,
        );
      }
    }
    const { revenue, cost, conversions, visitors } = variant;
    if (revenue && !isPossibleRevenue(conversions, revenue)) {
      add(
        ["variants", index, "revenue"],
        "impossible-sums",
        `no ${conversions} amounts of "${variant.key}" have the sum ${revenue.sum} and the sum of squares ${revenue.sumOfSquares}`,
      );
    }
    if (cost && !isPossibleCost(visitors, cost, revenue)) {
      add(
        ["variants", index, "cost"],
        "impossible-sums",
        `no ${visitors} costs of "${variant.key}" have the sum ${cost.sum}, the sum of squares ${cost.sumOfSquares} and the sum of products with revenue ${cost.sumOfProductsWithRevenue}`,
      );
    }
    const ids = variant.plans?.map(({ id }) => id) ?? [];
    if (new Set(ids).size !== ids.length) {
      add(
        ["variants", index, "plans"],
        "duplicate-plan",
        `"${variant.key}" has two plans of one id (${ids.join(", ")}); give each its own`,
      );
    }
    const sold = variant.plans?.reduce((sum, { count }) => sum + count, 0);
    if (sold !== undefined && sold !== variant.conversions) {
      add(
        ["variants", index, "plans"],
        "plans-do-not-sum",
        `the plans of "${variant.key}" count ${sold} sales and its conversions ${variant.conversions}`,
      );
    }
  });
  return problems;
}

function guardrailProblems({ guardrails = [], variants }: AnalyzeExperimentOptions): Problem[] {
  const problems: Problem[] = [];
  guardrails.forEach(({ tolerance, probability = 0.5 }, index) => {
    const path = ["guardrails", index];
    if (!(tolerance >= 0 && tolerance < Infinity))
      problems.push({ path, code: "invalid-guardrail", message: `a tolerance is 0 or more, ${tolerance} given` });
    if (!(probability > 0 && probability < 1))
      problems.push({
        path,
        code: "invalid-guardrail",
        message: `a probability is between 0 and 1, ${probability} given`,
      });
  });
  variants.forEach(({ key, visitors, conversions, harm }, index) => {
    const impossible = Object.values(harm?.outcomes ?? {}).some(
      ({ units, buyers }) => units > visitors || buyers > conversions || buyers > units,
    );
    if (harm && (impossible || harm.refunded > conversions))
      problems.push({
        path: ["variants", index, "harm"],
        code: "impossible-harm",
        message: `"${key}" has more harmed units than units`,
      });
  });
  return problems;
}

function counts(variant: VariantStatistics): { path: (string | number)[]; value: number }[] {
  return [
    { path: ["visitors"], value: variant.visitors },
    { path: ["conversions"], value: variant.conversions },
    ...(variant.plans ?? []).map(({ count }, plan) => ({ path: ["plans", plan, "count"], value: count })),
    ...harmCounts(variant).map(({ path, value }) => ({ path: ["harm", ...path], value })),
    ...(variant.revenue?.capped ? [{ path: ["revenue", "capped", "units"], value: variant.revenue.capped.units }] : []),
    ...Object.entries(integrityOf(variant)).map(([name, value]) => ({ path: ["integrity", name], value })),
  ];
}

function harmCounts({ harm }: VariantStatistics): { path: (string | number)[]; value: number }[] {
  if (!harm) return [];
  const outcomes = Object.entries(harm.outcomes).flatMap(([name, { units, buyers }]) => [
    { path: ["outcomes", name, "units"], value: units },
    { path: ["outcomes", name, "buyers"], value: buyers },
  ]);
  return [{ path: ["refunded"], value: harm.refunded }, ...outcomes];
}

/** Settings that are numbers, with their names. */
function settings({ tuning = 1, maturityDays = 0, thresholds = {} }: AnalyzeExperimentOptions): [string, number][] {
  return [["tuning", tuning], ["maturityDays", maturityDays], ...Object.entries(thresholds)];
}

interface Amount {
  readonly path: readonly (string | number)[];
  readonly value: number;
  /** 2 for squares. */
  readonly power?: number;
}

function amounts({ plans = [], revenue, cost }: VariantStatistics): Amount[] {
  return [
    ...plans.flatMap(({ amount, unitCost = 0 }, plan) => [
      { path: ["plans", plan, "amount"], value: amount },
      { path: ["plans", plan, "unitCost"], value: unitCost },
    ]),
    ...(revenue ? [{ path: ["revenue", "sum"], value: revenue.sum }] : []),
    ...(revenue ? [{ path: ["revenue", "sumOfSquares"], value: revenue.sumOfSquares, power: 2 }] : []),
    ...(revenue?.capped ? [{ path: ["revenue", "capped", "amount"], value: revenue.capped.amount }] : []),
    ...Object.entries(cost ?? {}).map(([name, value]) => ({
      path: ["cost", name],
      value,
      power: name === "sum" ? 1 : 2,
    })),
  ];
}
