import { PricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import { canonicalJson } from "../../hash/canonical-json.ts";
import { sha256 } from "../../hash/sha256.ts";
import { instantOf } from "../instant.ts";
import type { CostTable, CostTableInput, SnappedRate } from "./cost-table.ts";
import { costTableSchema } from "./cost-table-schema.ts";
import { normalizeMeter, normalizeModel } from "./normalize-entry.ts";

/**
 * Checks a cost table, rounds its rates to 12 decimals (and lists what that changed), and hashes it.
 *
 * @throws PricewrightError `invalid-cost-table` with every problem and its path; `cost-table-changed` when a hash is
 * given and the table does not have it.
 *
 * @example
 * const costTable = defineCostTable({
 *   id: "list-prices",
 *   version: "2026-03-01",
 *   currency: "USD",
 *   effectiveFrom: "2026-03-01",
 *   models: [{ provider: "anthropic", model: "claude-sonnet-4-5", rates: { input: "3", output: "15" } }],
 * });
 */
export function defineCostTable(input: CostTableInput): CostTable {
  const problems = findCostTableProblems(input);
  if (problems.length > 0) {
    const list = problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
    throw new PricewrightError("invalid-cost-table", `The cost table cannot be used: ${list}.`, { problems });
  }
  const snapped: SnappedRate[] = [...(input.snapped ?? [])];
  const { id, version, currency } = input;
  const content = {
    id,
    version,
    currency,
    effectiveFrom: new Date(instantOf(input.effectiveFrom)).toISOString(),
    ...(input.effectiveTo !== undefined && { effectiveTo: new Date(instantOf(input.effectiveTo)).toISOString() }),
    models: (input.models ?? []).map((model) => normalizeModel(model, snapped)).sort(byName(modelName)),
    meters: (input.meters ?? []).map((meter) => normalizeMeter(meter, snapped)).sort(byName(({ meter }) => meter)),
  };
  const hash = sha256(canonicalJson(content));
  if (input.hash !== undefined && input.hash !== hash)
    throw new PricewrightError(
      "cost-table-changed",
      `Cost table "${id}" ${version} has the hash ${hash} and not ${input.hash}: it was changed after it was published. Publish changes as another version.`,
    );
  return freeze({ ...content, hash, snapped });
}

/** What {@link defineCostTable} would refuse, as data. Empty when the table can be used. */
export function findCostTableProblems(input: CostTableInput): Problem[] {
  const parsed = costTableSchema.safeParse(input);
  return (parsed.error?.issues ?? []).map(({ path, code, message }) => ({
    path: path as (string | number)[],
    code,
    message,
  }));
}

function modelName({ provider, model }: { provider: string; model: string }): string {
  return `${provider}/${model}`;
}

function byName<Entry>(nameOf: (entry: Entry) => string): (a: Entry, b: Entry) => number {
  return (a, b) => (nameOf(a) < nameOf(b) ? -1 : 1);
}

function freeze<Value extends object>(value: Value): Value {
  for (const field of Object.values(value)) if (typeof field === "object" && field !== null) freeze(field);
  return Object.freeze(value);
}
