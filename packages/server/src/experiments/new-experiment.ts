import { allocate, createAssigner } from "@pricewright/core";
import type { CreateExperimentRequest, FieldProblem } from "@pricewright/core/api";
import { type Catalog, findProductPrice } from "@pricewright/core/catalog";
import { RequestProblem } from "../problems/problem.ts";
import { type ExperimentRow, type Pricing, toExperiment } from "./pricing-cache.ts";

/** The row of a new experiment. */
export type NewExperiment = Omit<ExperimentRow, "tenantId" | "environment" | "createdAt">;

/**
 * Turns a request into the row to store.
 *
 * @throws RequestProblem with everything that is wrong, or `no-catalog` where no prices are published.
 */
export function newExperiment(
  request: CreateExperimentRequest,
  { catalogs, experiments }: Pricing,
  now: Date,
): NewExperiment {
  const catalog = catalogs.at(-1);
  if (!catalog)
    throw new RequestProblem(
      "no-catalog",
      "An experiment names prices of a catalog. Publish one with POST /v1/catalog first.",
    );
  const { key, control, coverage = 1, startedAt, endedAt } = request;
  const variants = request.variants.map(({ key, weight = 1, prices }) => ({ key, weight, prices }));
  const problems = [...priceProblems(request, catalog.document), ...timeProblems(request, now)];
  if (problems.length > 0) {
    throw new RequestProblem(
      "invalid-request",
      `The experiment is not valid: ${problems.map(({ message }) => message).join("; ")}.`,
      { problems },
    );
  }
  const experiment = { key, control, variants, coverage, salt: request.salt ?? key };
  // Core finds what else is wrong: unknown control, weights without a slot, the salt of another experiment.
  const others = [...experiments.values()].filter((other) => other.key !== key).map(toExperiment);
  createAssigner([...others, { ...experiment, status: "running" }]);
  return {
    ...experiment,
    name: request.name ?? key,
    status: endedAt === undefined ? "running" : "completed",
    allocation: allocate(
      variants.map(({ weight }) => weight),
      coverage,
    ),
    revision: 1,
    catalogVersion: catalog.version,
    startedAt: startedAt ?? now.toISOString(),
    endedAt: endedAt ?? null,
  };
}

function priceProblems({ variants }: CreateExperimentRequest, catalog: Catalog): FieldProblem[] {
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
