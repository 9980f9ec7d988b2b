import { PricewrightError } from "../../errors/pricewright-error.ts";
import { addRatios, compareRatios, divide, parseDecimal, type Ratio } from "../../money/ratio.ts";
import { formatPico, PICO } from "../../money/scaled-decimal.ts";
import { parseQuantity } from "../usage/parse-quantity.ts";
import type { ChargeModel } from "./charge-model.ts";
import { findChargeModelProblems } from "./find-charge-model-problems.ts";
import { formatExact } from "./format-exact.ts";
import { priceParts, type QuantityPart } from "./price-parts.ts";

/** What a quantity of a meter is charged, with every number that led there. All numbers are decimal strings. */
export interface QuantityCharge {
  readonly quantity: string;
  /** What is left of the quantity after the free units. */
  readonly billable: string;
  /** Sums to the amount, unless a limit decided. */
  readonly parts: readonly QuantityPart[];
  /** Which limit of the model decided, if one did. */
  readonly limit: "minimum" | "maximum" | null;
  /** Major units of the currency, not rounded. */
  readonly exact: string;
  /** Major units of the currency, rounded up to a pico-unit. */
  readonly amount: string;
}

/**
 * Prices a quantity of a meter, such as what a customer used in a period. Zero usage pays what is flat: that of the
 * first tier, where there are tiers.
 *
 * @param quantity Decimal string, or a whole number, of 0 or more.
 * @throws PricewrightError `invalid-charge-model` with every problem; `invalid-usage`.
 *
 * @example
 * chargeQuantity({ type: "package", size: "1000", perPackage: "5", freeUnits: "500" }, 1501).amount; // "10"
 */
export function chargeQuantity(model: ChargeModel, quantity: string | number | bigint): QuantityCharge {
  const problems = findChargeModelProblems(model);
  if (problems.length > 0) {
    const list = problems.map(({ message }) => message).join("; ");
    throw new PricewrightError("invalid-charge-model", `The charge model cannot be used: ${list}.`, { problems });
  }
  const given = parseQuantity(quantity);
  const free = parseDecimal(model.freeUnits ?? "0");
  const left = addRatios(given, { numerator: -free.numerator, denominator: free.denominator });
  const billable = left.numerator < 0n ? { numerator: 0n, denominator: 1n } : left;
  const { total, parts } = priceParts(model, billable);
  const { limit, amount } = withinLimits(model, total);
  return {
    quantity: formatExact(given),
    billable: formatExact(billable),
    parts,
    limit,
    exact: formatExact(amount),
    amount: formatPico(divide(amount.numerator * PICO, amount.denominator, "up")),
  };
}

function withinLimits(
  { minimum, maximum }: ChargeModel,
  total: Ratio,
): { limit: QuantityCharge["limit"]; amount: Ratio } {
  if (minimum !== undefined && compareRatios(total, parseDecimal(minimum)) < 0)
    return { limit: "minimum", amount: parseDecimal(minimum) };
  if (maximum !== undefined && compareRatios(total, parseDecimal(maximum)) > 0)
    return { limit: "maximum", amount: parseDecimal(maximum) };
  return { limit: null, amount: total };
}
