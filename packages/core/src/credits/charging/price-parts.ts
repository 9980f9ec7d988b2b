import { addRatios, compareRatios, divide, multiplyRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import type { ChargeModel, PriceTier } from "./charge-model.ts";
import { formatExact } from "./format-exact.ts";

/** One part of what a quantity is charged. All numbers are decimal strings, and exact. */
export interface QuantityPart {
  /** Bound of the tier; null for the last tier and where there are no tiers. */
  readonly upTo: string | null;
  /** Units, packages or, for a percentage, an amount of money. */
  readonly quantity: string;
  /** What each of them is charged. */
  readonly rate: string;
  readonly flat: string;
  /** `quantity * rate + flat`. */
  readonly amount: string;
}

const ZERO: Ratio = { numerator: 0n, denominator: 1n };

/** Prices a quantity by a charge model that is known to be sound, before its limits. */
export function priceParts(model: ChargeModel, quantity: Ratio): { total: Ratio; parts: QuantityPart[] } {
  const priced = unitsOf(model, quantity).map(({ upTo = null, units, rate, flat = "0" }) => {
    const amount = addRatios(multiplyRatios(units, rate), parseDecimal(flat));
    const part = { upTo, quantity: formatExact(units), rate: formatExact(rate), flat, amount: formatExact(amount) };
    return { part, amount };
  });
  return {
    total: priced.reduce((sum, { amount }) => addRatios(sum, amount), ZERO),
    parts: priced.map(({ part }) => part),
  };
}

interface Units {
  readonly upTo?: string | undefined;
  readonly units: Ratio;
  readonly rate: Ratio;
  readonly flat?: string | undefined;
}

function unitsOf(model: ChargeModel, quantity: Ratio): Units[] {
  switch (model.type) {
    case "per-unit":
      return [{ units: quantity, rate: parseDecimal(model.perUnit), flat: model.flat }];
    case "percentage": {
      const { numerator, denominator } = parseDecimal(model.percent);
      return [{ units: quantity, rate: { numerator, denominator: denominator * 100n }, flat: model.flat }];
    }
    case "package": {
      const size = parseDecimal(model.size);
      const packages = divide(quantity.numerator * size.denominator, quantity.denominator * size.numerator, "up");
      const units = { numerator: packages, denominator: 1n };
      return [{ units, rate: parseDecimal(model.perPackage), flat: model.flat }];
    }
    case "volume": {
      const tier = model.tiers.find(({ upTo }) => upTo === undefined || isWithin(quantity, upTo));
      return tier ? [tierUnits(tier, quantity)] : [];
    }
    case "graduated":
      return graduate(model.tiers, quantity);
  }
}

function graduate(tiers: readonly PriceTier[], quantity: Ratio): Units[] {
  let below = ZERO;
  return tiers.flatMap((tier, index) => {
    const start = below;
    below = tier.upTo === undefined ? quantity : parseDecimal(tier.upTo);
    // The first tier is entered by everyone, whatever they use.
    if (index > 0 && compareRatios(quantity, start) <= 0) return [];
    const end = compareRatios(quantity, below) < 0 ? quantity : below;
    return [tierUnits(tier, addRatios(end, { numerator: -start.numerator, denominator: start.denominator }))];
  });
}

function tierUnits({ upTo, perUnit, flat }: PriceTier, units: Ratio): Units {
  return { upTo, units, rate: parseDecimal(perUnit), flat };
}

function isWithin(quantity: Ratio, upTo: string): boolean {
  return compareRatios(quantity, parseDecimal(upTo)) <= 0;
}
