import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { CostTable } from "../cost-tables/cost-table.ts";
import type { Charge } from "./charge.ts";
import type { MarkupRule } from "./markup-rule.ts";
import { priceUsage } from "./price-usage.ts";

/** What {@link replayCharge} goes by: what the charge was made with. */
export interface ReplayChargeOptions {
  /** The same version that the charge names. */
  readonly costTable: CostTable;
  /** The rules of that time. */
  readonly markup: readonly MarkupRule[];
}

/**
 * Computes a stored charge again from its usage. With the rules of that time the result has the same canonical JSON,
 * byte for byte; with others it shows what they would have charged.
 *
 * @throws PricewrightError `cost-table-mismatch` when the table is not the one that the charge names.
 */
export function replayCharge(charge: Charge, { costTable, markup }: ReplayChargeOptions): Charge {
  const { usage, at, keySource, subject, creditValue, currency } = charge;
  if (costTable.hash !== charge.costTable.hash)
    throw new PricewrightError(
      "cost-table-mismatch",
      `The charge was made with cost table "${charge.costTable.id}" ${charge.costTable.version} (${charge.costTable.hash}), not with "${costTable.id}" ${costTable.version} (${costTable.hash}).`,
    );
  return priceUsage(usage, {
    costTable,
    markup,
    at,
    keySource,
    currency,
    customer: subject.customer ?? undefined,
    plan: subject.plan ?? undefined,
    variant: subject.variant ?? undefined,
    creditValue: creditValue ?? undefined,
  });
}
