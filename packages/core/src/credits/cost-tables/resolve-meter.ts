import { PricewrightError } from "../../errors/pricewright-error.ts";
import { checkEffective } from "./check-effective.ts";
import type { CostTable, MeterCost } from "./cost-table.ts";

/**
 * What a unit of a meter costs.
 *
 * @throws PricewrightError `unknown-meter`: what has no price is never free. `cost-table-not-effective`.
 */
export function resolveMeter(table: CostTable, meter: string, at: string | Date): MeterCost {
  checkEffective(table, at);
  const found = table.meters.find((entry) => entry.meter === meter);
  if (found) return found;
  throw new PricewrightError(
    "unknown-meter",
    `Cost table "${table.id}" ${table.version} has no meter "${meter}"; add an entry, with a unitCost of "0" if it costs nothing.`,
  );
}
