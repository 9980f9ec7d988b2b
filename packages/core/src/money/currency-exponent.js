// ISO 4217 currencies whose minor unit is not a hundredth. Intl is not used for this:
// its data follows everyday cash use, so it calls the afghani and the lek whole-number currencies.
const EXPONENTS = {
  0: "BIFCLPDJFGNFISKJPYKMFKRWPYGRWFUGXUYIVNDVUVXAFXOFXPF",
  3: "BHDIQDJODKWDLYDOMRTND",
  4: "CLFUYW",
};
/**
 * How many decimal digits a currency's minor unit has, by ISO 4217: JPY 0, USD 2, KWD 3.
 * Unlisted codes have two.
 */
export function currencyExponent(currency) {
  for (const exponent in EXPONENTS) {
    const codes = EXPONENTS[exponent];
    for (let index = 0; index < codes.length; index += 3) {
      if (codes.startsWith(currency, index)) return Number(exponent);
    }
  }
  return 2;
}
