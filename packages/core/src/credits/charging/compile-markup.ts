import { PricewrightError } from "../../errors/pricewright-error.ts";
import { addRatios, compareRatios, parseDecimal, type Ratio } from "../../money/ratio.ts";
import { parsePico } from "../../money/scaled-decimal.ts";
import type { MarkupRule } from "./markup-rule.ts";

/** A markup rule with its numbers read. Amounts are pico-units. */
export interface CompiledMarkup {
  /** What the cost is multiplied by; null for a fixed amount a unit. */
  readonly factor: Ratio | null;
  readonly fixedPerUnit: bigint;
  readonly platformFee: bigint;
  readonly minimumCharge: bigint;
  /** Null where there is no limit. */
  readonly maximumCharge: bigint | null;
}

/** The rates of a rule, of which exactly one is there. */
type GivenRates = { readonly [Rate in RateName]?: string | undefined };
/** Names of the ways in which a rule turns a cost into a charge. */
export const RATE_NAMES = ["percent", "targetMargin", "multiplier", "fixedPerUnit"] as const;
type RateName = (typeof RATE_NAMES)[number];

/** Largest factor of a rule. More than this is a slip, such as a percentage in the place of a factor. */
const MOST = { numerator: 1000n, denominator: 1n };
const ONE = { numerator: 1n, denominator: 1n };
const ZERO = { numerator: 0n, denominator: 1n };

/**
 * Reads the numbers of a rule.
 *
 * @throws PricewrightError `invalid-markup` or `invalid-decimal` for the first one that cannot be.
 */
export function compileMarkup(rule: MarkupRule): CompiledMarkup {
  const { platformFee, minimumCharge, maximumCharge } = rule;
  const { fixedPerUnit, ...rates }: GivenRates = rule;
  const compiled = {
    factor: fixedPerUnit === undefined ? factorOf(rates) : null,
    fixedPerUnit: amountOf("fixedPerUnit", fixedPerUnit),
    platformFee: amountOf("platformFee", platformFee),
    minimumCharge: amountOf("minimumCharge", minimumCharge),
    maximumCharge: maximumCharge === undefined ? null : amountOf("maximumCharge", maximumCharge),
  };
  if (compiled.maximumCharge !== null && compiled.maximumCharge < compiled.minimumCharge)
    throw invalid(`minimumCharge ${minimumCharge} is more than maximumCharge ${maximumCharge}`);
  return compiled;
}

function factorOf({ percent, multiplier, targetMargin }: GivenRates): Ratio {
  if (percent !== undefined) return within("percent", percent, { factor: percentFactor(percent), least: ONE });
  if (multiplier !== undefined)
    return within("multiplier", multiplier, { factor: parseDecimal(multiplier), least: ZERO });
  if (targetMargin !== undefined)
    return within("targetMargin", targetMargin, { factor: marginFactor(targetMargin), least: ONE });
  throw invalid("a rule has exactly one of percent, targetMargin, multiplier, fixedPerUnit, none given");
}

function within(name: string, given: string, { factor, least }: { factor: Ratio; least: Ratio }): Ratio {
  if (compareRatios(factor, least) < 0) throw invalid(`${name} must be 0 or more, "${given}" given`);
  if (compareRatios(factor, MOST) <= 0) return factor;
  throw invalid(
    `${name} "${given}" charges more than ${MOST.numerator} times the cost; use fixedPerUnit if that is meant`,
  );
}

function percentFactor(percent: string): Ratio {
  const { numerator, denominator } = parseDecimal(percent);
  return addRatios(ONE, { numerator, denominator: denominator * 100n });
}

function marginFactor(targetMargin: string): Ratio {
  const { numerator, denominator } = parseDecimal(targetMargin);
  if (numerator >= denominator)
    throw invalid(`targetMargin is a share of the charge, below 1, "${targetMargin}" given; 40 % is "0.4"`);
  return { numerator: denominator, denominator: denominator - numerator };
}

function amountOf(name: string, amount = "0"): bigint {
  const pico = parsePico(amount);
  if (pico < 0n) throw invalid(`${name} must be 0 or more, "${amount}" given`);
  return pico;
}

function invalid(message: string): PricewrightError {
  return new PricewrightError("invalid-markup", message);
}
