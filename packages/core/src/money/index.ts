export { currencyExponent } from "./currency-exponent.ts";
export { toDecimalString } from "./decimal-string.ts";
export { type FormatExactOptions, formatExact } from "./format-exact.ts";
export { type FormatMoneyOptions, formatMoney } from "./format-money.ts";
export type { Money } from "./money.ts";
export { parseMoney } from "./parse-money.ts";
export {
  addRatios,
  compareRatios,
  divide,
  multiplyRatios,
  parseDecimal,
  type Ratio,
  type Rounding,
} from "./ratio.ts";
export { formatCredits, formatPico, MICRO, PICO, parseCredits, parsePico } from "./scaled-decimal.ts";
export { sumMoney } from "./sum-money.ts";
