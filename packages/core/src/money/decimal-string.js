import { currencyExponent } from "./currency-exponent.ts";
/** The amount as a plain decimal string in major units, as it goes over the wire: `"39.00"`. */
export function toDecimalString({ amount, currency }) {
  const exponent = currencyExponent(currency);
  const digits = (amount < 0n ? -amount : amount).toString().padStart(exponent + 1, "0");
  const point = digits.length - exponent;
  return (amount < 0n ? "-" : "") + digits.slice(0, point) + (exponent ? `.${digits.slice(point)}` : "");
}
