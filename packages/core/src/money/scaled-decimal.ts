import { PricewrightError } from "../errors/pricewright-error.ts";
import { parseDecimal } from "./ratio.ts";

/** Pico-units (1e-12) in a major unit of any currency: the scale of costs and charges. */
export const PICO = 1_000_000_000_000n;

/** Micro-credits (1e-6) in a credit. */
export const MICRO = 1_000_000n;

/**
 * Reads a decimal string of major units, such as `"0.30"`, into pico-units (1e-12).
 *
 * @throws PricewrightError `invalid-decimal` for text that is not a decimal, or has more than 12 decimals: nothing is
 * rounded here.
 */
export function parsePico(decimal: string): bigint {
  return toScale(decimal, PICO, 12);
}

/** Pico-units as a decimal string of major units, without trailing zeros: `450_000_000_000n` is `"0.45"`. */
export function formatPico(pico: bigint): string {
  return formatScaled(pico, 12);
}

/**
 * Reads a decimal string of credits, such as `"12.5"`, into micro-credits (1e-6).
 *
 * @throws PricewrightError `invalid-decimal` as {@link parsePico}, beyond 6 decimals.
 */
export function parseCredits(decimal: string): bigint {
  return toScale(decimal, MICRO, 6);
}

/** Micro-credits as a decimal string of credits, without trailing zeros. */
export function formatCredits(micro: bigint): string {
  return formatScaled(micro, 6);
}

function toScale(decimal: string, scale: bigint, decimals: number): bigint {
  const { numerator, denominator } = parseDecimal(decimal);
  const scaled = numerator * scale;
  if (scaled % denominator !== 0n)
    throw new PricewrightError("invalid-decimal", `"${decimal}" has more than ${decimals} decimals; round it first`);
  return scaled / denominator;
}

/** A whole number of `10 ** -decimals` as a decimal string, without trailing zeros. */
export function formatScaled(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, "0");
  const point = digits.length - decimals;
  const fraction = digits.slice(point).replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${digits.slice(0, point)}${fraction ? `.${fraction}` : ""}`;
}
