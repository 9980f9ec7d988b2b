import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { CostTable, CostTableReference, ModelCost } from "./cost-table.ts";

/** One difference between two cost tables. */
export interface CostChange {
  /** Such as `"anthropic/claude-sonnet-4-5"`, or a meter. */
  readonly entry: string;
  /** Such as `"rates.input"` or `"longContext.200000.output"`. */
  readonly field: string;
  /** Null where the entry, or the field in it, is new. */
  readonly before: string | null;
  /** Null where it goes. */
  readonly after: string | null;
}

/** What publishing another cost table would change. */
export interface CostTableProposal {
  readonly from: CostTableReference;
  readonly to: CostTableReference;
  /** By entry and field; empty when the tables cost the same. */
  readonly changes: readonly CostChange[];
}

/**
 * What changes from one cost table to another: something for a person to read and to publish, since no price changes
 * by itself.
 *
 * @throws PricewrightError `mixed-currencies` when the tables are not in one currency.
 */
export function diffCostTables(from: CostTable, to: CostTable): CostTableProposal {
  if (from.currency !== to.currency)
    throw new PricewrightError(
      "mixed-currencies",
      `One table is in ${from.currency}, the other in ${to.currency}; there is no difference between them to take.`,
    );
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = keys.flatMap((key) => {
    const [entry = "", field = ""] = key.split("\n");
    const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
    return was === is ? [] : [{ entry, field, before: was, after: is }];
  });
  return { from: referenceTo(from), to: referenceTo(to), changes };
}

function referenceTo({ id, version, hash }: CostTable): CostTableReference {
  return { id, version, hash };
}

function fieldsOf({ models, meters }: CostTable): Map<string, string> {
  const fields = new Map<string, string>();
  const add = (entry: string, place: string, values: object) => {
    for (const [field, value] of Object.entries(values)) fields.set(`${entry}\n${place}${field}`, value);
  };
  for (const model of models)
    addModel(model, (place, values) => add(`${model.provider}/${model.model}`, place, values));
  for (const { meter, unitCost } of meters) add(meter, "", { unitCost });
  return fields;
}

function addModel(model: ModelCost, add: (place: string, values: object) => void): void {
  add("rates.", model.rates);
  for (const { above, rates } of model.longContext ?? []) add(`longContext.${above}.`, rates);
  add("extras.", model.extras ?? {});
  if (model.batchMultiplier !== undefined) add("", { batchMultiplier: model.batchMultiplier });
  if (model.aliases) add("", { aliases: model.aliases.join(", ") });
}
