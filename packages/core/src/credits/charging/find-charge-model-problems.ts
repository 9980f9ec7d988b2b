import { isPricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import { compareRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import type { ChargeModel, PriceTier } from "./charge-model.ts";

/**
 * Everything wrong with a charge model, at once: numbers that cannot be, tiers out of order or without an end, a
 * minimum above the maximum. Empty when it can be used.
 */
export function findChargeModelProblems(model: ChargeModel): Problem[] {
  const problems: Problem[] = [];
  const add: Add = (path, code, message) => problems.push({ path, code, message: `${path.join(".")}: ${message}` });
  const { type: _, freeUnits, minimum, maximum, tiers, ...amounts } = model as ChargeModel & Partial<Tiered>;
  for (const [field, amount] of Object.entries({ ...amounts, freeUnits })) read([field], amount, add);
  const [least, most] = [read(["minimum"], minimum, add), read(["maximum"], maximum, add)];
  if (least && most && compareRatios(least, most) > 0)
    add(["minimum"], "minimum-above-maximum", `${minimum} is more than the maximum, ${maximum}`);
  if (model.type === "package" && /^0*(\.0*)?$/.test(model.size))
    add(["size"], "empty-package", "a package holds more than 0 units");
  if (tiers) checkTiers(tiers, add);
  return problems;
}

type Add = (path: readonly (string | number)[], code: string, message: string) => void;

interface Tiered {
  readonly tiers: readonly PriceTier[];
}

function checkTiers(tiers: readonly PriceTier[], add: Add): void {
  if (tiers.length === 0) add(["tiers"], "no-tiers", "give at least one tier");
  let before: Ratio | null = null;
  tiers.forEach(({ upTo, perUnit, flat }, index) => {
    const path = ["tiers", index];
    read([...path, "perUnit"], perUnit, add);
    read([...path, "flat"], flat, add);
    const bound = read([...path, "upTo"], upTo, add);
    const isLast = index === tiers.length - 1;
    if ((upTo === undefined) !== isLast)
      add([...path, "upTo"], "open-tier", "every tier but the last ends at upTo, and the last has none");
    if (bound && compareRatios(bound, before ?? { numerator: 0n, denominator: 1n }) <= 0)
      add([...path, "upTo"], "tiers-out-of-order", `tiers go up; ${upTo} does not come after the one before`);
    before = bound ?? before;
  });
}

/** The amount, or null where it is left out or reported. */
function read(path: readonly (string | number)[], amount: string | undefined, add: Add): Ratio | null {
  if (amount === undefined) return null;
  try {
    const ratio = parseDecimal(amount);
    if (ratio.numerator >= 0n) return ratio;
    add(path, "below-zero", `must be 0 or more, "${amount}" given`);
  } catch (error) {
    if (!isPricewrightError(error)) throw error;
    add(path, error.code, error.message);
  }
  return null;
}
