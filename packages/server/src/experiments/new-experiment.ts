import { randomBytes } from "node:crypto";
import { allocate, createAssigner } from "@pricewright/core";
import type {
  CreateExperimentRequest,
  ExperimentOptions,
  FieldProblem,
  UpdateExperimentRequest,
} from "@pricewright/core/api";
import { audiences } from "@pricewright/core/audiences";
import { type Catalog, findProductPrice } from "@pricewright/core/catalog";
import { parseDecimal } from "@pricewright/core/money";
import {
  type ExperimentSettings,
  experimentDefinition,
  revenueProblems,
  settingsOf,
} from "@pricewright/core/recording";
import { RequestProblem } from "../problems/problem.ts";
import { toFieldProblem } from "../problems/problem-response.ts";
import type { CatalogRow, ExperimentRow, Pricing } from "./pricing-cache.ts";

/** The row of a new experiment. */
export type NewExperiment = Omit<ExperimentRow, "tenantId" | "environment" | "createdAt">;

/**
 * Turns a request into the row to store.
 *
 * @throws RequestProblem with everything that is wrong, or `no-catalog` where no prices are published.
 */
export function newExperiment(
  request: CreateExperimentRequest,
  { catalogs, experiments, withdrawn }: Pricing,
  now: Date,
): NewExperiment {
  const catalog = catalogs.at(-1);
  if (!catalog)
    throw new RequestProblem(
      "no-catalog",
      "An experiment names prices of a catalog. Publish one with POST /v1/catalog first.",
    );
  const { key, control, coverage = 1, startedAt, endedAt, draft = false } = request;
  const variants = request.variants.map(({ weight = 1, ...variant }) => ({ ...variant, weight }));
  const problems = [
    ...priceProblems(request.variants, catalog.document),
    ...withdrawnProblems(request.variants, withdrawn),
    ...timeProblems(request, now),
    ...rateProblems(request.rates),
    ...revenueProblems({ settings: request, variants, catalog: catalog.document }).map(toFieldProblem),
  ];
  refuseIf(problems);
  const settings = settingsOf(request);
  const salt = request.salt ?? randomBytes(12).toString("hex");
  const status = draft || request.startAt !== undefined ? "draft" : endedAt === undefined ? "running" : "completed";
  const row: NewExperiment = {
    key,
    control,
    variants,
    coverage,
    salt,
    settings,
    name: request.name ?? key,
    status,
    allocation: [],
    revision: 1,
    weightEpoch: 1,
    version: 1,
    catalogVersion: catalog.version,
    startAt: request.startAt ?? null,
    startedAt: status === "draft" ? null : (startedAt ?? now.toISOString()),
    endedAt: endedAt ?? null,
    winner: null,
  };
  refuseUnusable(row, experiments);
  return { ...row, allocation: allocationOf(variants, coverage) };
}

/** A draft with some of its fields changed. */
export function changedDraft(
  row: ExperimentRow,
  changed: UpdateExperimentRequest,
  { catalogs, experiments, withdrawn }: Pricing,
): ExperimentRow {
  const catalog = catalogs.at(-1) as CatalogRow;
  const given = (changed.variants ?? row.variants).map(({ weight = 1, ...variant }) => ({ ...variant, weight }));
  const settings = settingsOf(changedOptions(row.settings, changed));
  refuseIf([
    ...priceProblems(given, catalog.document),
    ...withdrawnProblems(given, withdrawn),
    ...rateProblems(changed.rates),
    ...revenueProblems({ settings, variants: given, catalog: catalog.document }).map(toFieldProblem),
  ]);
  const coverage = changed.coverage ?? row.coverage;
  const next: ExperimentRow = {
    ...row,
    name: changed.name ?? row.name,
    control: changed.control ?? row.control,
    variants: given,
    coverage,
    settings,
    catalogVersion: catalog.version,
    startAt: changed.startAt === undefined ? row.startAt : changed.startAt,
  };
  refuseUnusable(next, experiments);
  return { ...next, allocation: allocationOf(given, coverage) };
}

/** What is null is taken back. */
function changedOptions(
  settings: ExperimentSettings,
  { horizonDays = settings.horizonDays, refundDays = settings.refundDays, ...changed }: UpdateExperimentRequest,
): ExperimentOptions {
  const { horizonDays: _, refundDays: __, ...rest } = settings;
  return {
    ...rest,
    ...changed,
    ...(horizonDays == null ? {} : { horizonDays }),
    ...(refundDays == null ? {} : { refundDays }),
  };
}

/** Throws what was found wrong with an experiment. */
export function refuseIf(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return;
  const list = problems.map(({ message }) => message).join("; ");
  throw new RequestProblem("invalid-request", `The experiment is not valid: ${list}.`, { problems });
}

/** Core finds what else is wrong: unknown control, weights without a slot, the salt of another experiment. */
function refuseUnusable(row: NewExperiment | ExperimentRow, experiments: Pricing["experiments"]): void {
  const others = [...experiments.values()].filter((other) => other.key !== row.key).map(experimentDefinition);
  const { allocation: _, ...experiment } = experimentDefinition(row);
  createAssigner([...others, { ...experiment, status: "running" }], { audiences: audiences() });
}

function allocationOf(variants: readonly { readonly weight: number }[], coverage: number) {
  return allocate(
    variants.map(({ weight }) => weight),
    coverage,
  );
}

function rateProblems(rates: Readonly<Record<string, string>> = {}): FieldProblem[] {
  return Object.entries(rates)
    .filter(([, rate]) => parseDecimal(rate).numerator === 0n)
    .map(([currency]) => ({
      field: `rates.${currency}`,
      code: "invalid-rate",
      message: `the rate of ${currency} must be above 0`,
    }));
}

function priceProblems(variants: readonly { readonly prices: readonly string[] }[], catalog: Catalog): FieldProblem[] {
  return variants.flatMap(({ prices }, variant) => {
    const places = new Set<string>();
    return prices.flatMap((priceId, index): FieldProblem[] => {
      const field = `variants.${variant}.prices.${index}`;
      const found = findProductPrice(catalog, priceId);
      if (!found) return [{ field, code: "unknown-price", message: `the catalog has no price "${priceId}"` }];
      const place = JSON.stringify([found.product.id, found.price.interval, found.price.currency]);
      if (places.has(place)) {
        return [
          {
            field,
            code: "two-prices-in-one-place",
            message: `"${priceId}" is the variant's second price for ${found.kind} "${found.product.id}" and the same interval and currency`,
          },
        ];
      }
      places.add(place);
      return [];
    });
  });
}

/** Nobody could be shown a price that was withdrawn. */
export function withdrawnProblems(
  variants: readonly { readonly prices: readonly string[] }[],
  withdrawn: Pricing["withdrawn"],
): FieldProblem[] {
  return variants.flatMap(({ prices }, variant) =>
    prices.flatMap((price, index) =>
      withdrawn.has(price)
        ? [
            {
              field: `variants.${variant}.prices.${index}`,
              code: "price-withdrawn",
              message: `"${price}" was withdrawn; nobody may be offered it`,
            },
          ]
        : [],
    ),
  );
}

function timeProblems({ startedAt, endedAt }: CreateExperimentRequest, now: Date): FieldProblem[] {
  const start = startedAt === undefined ? now.getTime() : Date.parse(startedAt);
  const problems: FieldProblem[] = [];
  if (start > now.getTime() + 60_000)
    problems.push({
      field: "startedAt",
      code: "in-the-future",
      message: "startedAt lies in the future; leave it out to start now",
    });
  if (endedAt !== undefined && Date.parse(endedAt) <= start)
    problems.push({ field: "endedAt", code: "before-start", message: "endedAt does not lie after startedAt" });
  if (endedAt !== undefined && Date.parse(endedAt) > now.getTime() + 60_000) {
    problems.push({
      field: "endedAt",
      code: "in-the-future",
      message: "endedAt lies in the future; it is only for a test that has already ended",
    });
  }
  return problems;
}
