import type { Catalog } from "@pricewright/core/catalog";
import { type CostTable, type CostTableInput, defineCostTable } from "@pricewright/core/credits";

/** What usage costs: the unit costs of a price list's meters, and the models that its tokens come from. */
export function costTableOf(
  { currency, meters = [] }: Catalog,
  table: Pick<CostTableInput, "id" | "version" | "effectiveFrom" | "models">,
): CostTable {
  const priced = meters.flatMap(({ id, unit, unitCost }) =>
    unitCost === undefined ? [] : { meter: id, unit, unitCost },
  );
  return defineCostTable({ ...table, currency, meters: priced });
}
