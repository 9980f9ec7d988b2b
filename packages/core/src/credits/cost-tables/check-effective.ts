import { PricewrightError } from "../../errors/pricewright-error.ts";
import { instantOf } from "../instant.ts";
import type { CostTable } from "./cost-table.ts";

/**
 * Refuses a time that a cost table does not hold for.
 *
 * @throws PricewrightError `cost-table-not-effective`.
 */
export function checkEffective({ id, version, effectiveFrom, effectiveTo }: CostTable, at: string | Date): void {
  const instant = instantOf(at);
  if (instant >= Date.parse(effectiveFrom) && !(effectiveTo && instant >= Date.parse(effectiveTo))) return;
  throw new PricewrightError(
    "cost-table-not-effective",
    `Cost table "${id}" ${version} holds from ${effectiveFrom} to ${effectiveTo ?? "further notice"}, not at ${new Date(instant).toISOString()}; use the version of that time.`,
  );
}
