import { PricewrightError } from "../../errors/pricewright-error.ts";
import { parseDecimal, type Ratio } from "../../money/ratio.ts";

/**
 * Reads a quantity exactly.
 *
 * @throws PricewrightError `invalid-usage` for numbers with a fraction (0.1 is none of them exactly; write it as a
 * string), for amounts below 0 and for what is not a number.
 */
export function parseQuantity(quantity: string | number | bigint): Ratio {
  const isWhole = typeof quantity === "bigint" || (typeof quantity === "number" && Number.isSafeInteger(quantity));
  if (isWhole && quantity >= 0) return { numerator: BigInt(quantity), denominator: 1n };
  if (typeof quantity === "string" && /^\d{1,40}(\.\d{1,40})?$/.test(quantity)) return parseDecimal(quantity);
  throw new PricewrightError(
    "invalid-usage",
    `${JSON.stringify(typeof quantity === "bigint" ? `${quantity}` : quantity)} is not a quantity; use a decimal string of 0 or more, like "1.5", or a whole number`,
  );
}
