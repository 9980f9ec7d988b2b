import { formatPico, PICO, parsePico } from "../../money/scaled-decimal.ts";
import { resolveMeter } from "../cost-tables/resolve-meter.ts";
import { parseQuantity } from "../usage/parse-quantity.ts";
import type { MeterUsage } from "../usage/usage.ts";
import { formatExact } from "./format-exact.ts";
import { OWN_KEY } from "./price-model-usage.ts";
import type { PriceUsageOptions } from "./price-usage.ts";
import type { PricedUsage } from "./priced-usage.ts";

/** The exact cost of a quantity of a meter. */
export function priceQuantity(usage: MeterUsage, { costTable, at, keySource }: PriceUsageOptions): PricedUsage {
  const { meter } = usage;
  const units = parseQuantity(usage.quantity);
  const quantity = formatExact(units);
  const charged = { type: "quantity", meter, quantity } as const;
  if (keySource === "byok") return { ...OWN_KEY, usage: charged, units };
  const unitCost = parsePico(resolveMeter(costTable, meter, at).unitCost);
  const cost = { numerator: units.numerator * unitCost, denominator: units.denominator };
  const exact = formatExact({ numerator: cost.numerator, denominator: cost.denominator * PICO });
  return {
    ...OWN_KEY,
    usage: charged,
    units,
    cost,
    lines: [{ item: meter, quantity, rate: formatPico(unitCost), per: "1", fallback: null, cost: exact }],
  };
}
