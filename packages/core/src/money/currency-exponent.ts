// ISO 4217 currencies whose minor unit is not a hundredth. Intl is not used for this:
// its data follows everyday cash use, so it calls the afghani and the lek whole-number currencies.
const EXPONENTS: Readonly<Record<string, string>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF UYW",
};

/**
 * How many decimal digits a currency's minor unit has, by ISO 4217: JPY 0, USD 2, KWD 3.
 * Unlisted codes have two.
 */
export function currencyExponent(currency: string): number {
  for (const exponent in EXPONENTS) if (EXPONENTS[exponent]?.includes(currency)) return Number(exponent);
  return 2;
}
