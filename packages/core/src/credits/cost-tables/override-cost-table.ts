import type { CostTable, MeterCost, ModelCost } from "./cost-table.ts";
import { defineCostTable } from "./define-cost-table.ts";

/** What {@link overrideCostTable} puts in. */
export interface CostTableOverrides {
  /** Version of the new table. */
  readonly version: string;
  /** Whole entries, which replace those of the same provider and model. */
  readonly models?: readonly ModelCost[];
  /** Whole entries, which replace those of the same meter. */
  readonly meters?: readonly MeterCost[];
}

/**
 * A new version of a cost table with own entries in it: negotiated prices, fine-tuned models, meters. A name that an
 * own entry takes is no longer an alias of another.
 */
export function overrideCostTable(
  table: CostTable,
  { version, models = [], meters = [] }: CostTableOverrides,
): CostTable {
  const { hash: _, models: listed, meters: listedMeters, ...rest } = table;
  const taken = new Set(
    models.flatMap(({ provider, model, aliases = [] }) => [model, ...aliases].map((name) => `${provider}/${name}`)),
  );
  const kept = listed
    .filter(({ provider, model }) => !taken.has(`${provider}/${model}`))
    .map((entry) => ({
      ...entry,
      aliases: entry.aliases?.filter((alias) => !taken.has(`${entry.provider}/${alias}`)),
    }));
  const keptMeters = listedMeters.filter(({ meter }) => !meters.some((own) => own.meter === meter));
  return defineCostTable({ ...rest, version, models: [...kept, ...models], meters: [...keptMeters, ...meters] });
}
