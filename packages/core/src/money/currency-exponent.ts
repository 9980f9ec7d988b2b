// ISO 4217 currencies whose minor unit is not a hundredth. Intl is not used for this:
// its data follows everyday cash use, so it calls the afghani and the lek whole-number currencies.
const EXPONENTS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
  }).flatMap(([exponent, currencies]) =>
    currencies.split(" ").map((currency) => [currency, Number(exponent)] as const),
  ),
);

/**
 * How many decimal digits a currency's minor unit has, by ISO 4217: JPY 0, USD 2, KWD 3.
 * Unlisted codes have two.
 */
export function currencyExponent(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}
