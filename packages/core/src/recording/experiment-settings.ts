import type { ExperimentOptions } from "../api/experiments.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { findProductPrice } from "../catalog/find-price.ts";
import type { Problem } from "../errors/pricewright-error.ts";
import type { ExperimentSettings } from "./recorded-experiment.ts";

const OPTIONAL = [
  "audience",
  "layer",
  "holdout",
  "eligibility",
  "forced",
  "horizonDays",
  "refundDays",
  "revenue",
  "guardrails",
  "metric",
  "plannedUnits",
] as const satisfies readonly (keyof ExperimentOptions)[];

/** What is kept of an experiment's options, with their defaults. */
export function settingsOf(options: ExperimentOptions): ExperimentSettings {
  const { memoryDays = 30, releaseAfterDays = 30, segments = [], rates = {} } = options;
  const given = OPTIONAL.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]] as const]));
  return { ...Object.fromEntries(given), memoryDays, releaseAfterDays, segments, rates };
}

/** What {@link revenueProblems} looks at. */
export interface RevenueProblemsInput {
  readonly settings: Pick<ExperimentOptions, "revenue" | "metric" | "guardrails">;
  readonly variants: readonly { readonly prices: readonly string[] }[];
  readonly catalog: Catalog;
}

/** Why revenue cannot be counted by the month: what is paid once has no month, and costs are counted as they arise. */
export function revenueProblems({ settings, variants, catalog }: RevenueProblemsInput): Problem[] {
  const { revenue, metric, guardrails = [] } = settings;
  if (revenue !== "monthly-equivalent") return [];
  const code = "not-by-month";
  const margin = (path: Problem["path"]): Problem => ({
    path,
    code,
    message: `margins are of money that was paid; with revenue "monthly-equivalent" compare revenue, or count revenue as "cash"`,
  });
  return [
    ...(metric === "margin-per-visitor" ? [margin(["metric"])] : []),
    ...guardrails.flatMap(({ kind }, index) => (kind === "margin" ? [margin(["guardrails", index])] : [])),
    ...variants.flatMap(({ prices }, variant) =>
      prices.flatMap((price, index): Problem[] =>
        findProductPrice(catalog, price)?.price.interval === "once"
          ? [
              {
                path: ["variants", variant, "prices", index],
                code,
                message: `"${price}" is paid once; revenue "monthly-equivalent" is for prices by the month or the year`,
              },
            ]
          : [],
      ),
    ),
  ];
}
