import type { Ratio } from "../../money/ratio.ts";
import { MICRO } from "../../money/scaled-decimal.ts";
import type { ResolvedMarkup } from "./resolve-markup.ts";

/** What a charge comes to, each amount rounded up once from the exact value. */
export interface ChargeAmounts {
  /** Pico-units of the currency. */
  readonly cost: bigint;
  /** Pico-units of the currency. */
  readonly charge: bigint;
  /** `charge - cost`. */
  readonly margin: bigint;
  /** Micro-credits; null where a credit has no value given. */
  readonly credits: bigint | null;
  /** Which limit of the rule decided, if one did. */
  readonly limit: "minimumCharge" | "maximumCharge" | null;
}

/** What {@link settleAmounts} goes by. */
export interface SettleAmountsOptions {
  /** Exact cost in pico-units. */
  readonly cost: Ratio;
  /** Exact number of units, for a fixed price a unit. */
  readonly units: Ratio;
  readonly markup: ResolvedMarkup;
  /** Pico-units that a credit is worth, or null. */
  readonly creditValue: bigint | null;
}

/** Turns an exact cost into amounts: markup, then the platform fee, then the limits, and rounding last. */
export function settleAmounts({ cost, units, markup, creditValue }: SettleAmountsOptions): ChargeAmounts {
  const { factor, fixedPerUnit, platformFee, minimumCharge, maximumCharge, keySource } = markup;
  const isOwnKey = keySource === "byok";
  let numerator = 0n;
  let denominator = 1n;
  if (factor && !isOwnKey) {
    numerator = cost.numerator * factor.numerator;
    denominator = cost.denominator * factor.denominator;
  } else if (!isOwnKey) {
    numerator = units.numerator * fixedPerUnit;
    denominator = units.denominator;
  }
  if (platformFee !== 0n) numerator += platformFee * denominator;
  let limit: ChargeAmounts["limit"] = null;
  if (!isOwnKey && minimumCharge !== 0n && numerator < minimumCharge * denominator) limit = "minimumCharge";
  if (!isOwnKey && maximumCharge !== null && numerator > maximumCharge * denominator) limit = "maximumCharge";
  if (limit) {
    numerator = limit === "minimumCharge" ? minimumCharge : (maximumCharge ?? 0n);
    denominator = 1n;
  }
  const roundedCost = isOwnKey ? 0n : roundUp(cost.numerator, cost.denominator);
  const charge = roundUp(numerator, denominator);
  const credits = creditValue === null ? null : roundUp(numerator * MICRO, denominator * creditValue);
  return { cost: roundedCost, charge, margin: charge - roundedCost, credits, limit };
}

/** Of amounts of 0 or more. */
function roundUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
