import { PricewrightError } from "../../errors/pricewright-error.ts";

/**
 * The currency of all amounts, or null where there are none.
 *
 * @throws PricewrightError `mixed-currencies` that names two of them.
 */
export function oneCurrency(currencies: readonly string[]): string | null {
  const [first] = currencies;
  const other = currencies.find((currency) => currency !== first);
  if (first === undefined) return null;
  if (other === undefined) return first;
  throw new PricewrightError(
    "mixed-currencies",
    `${first} and ${other} have no sum. Report on each currency by itself, or convert the amounts first.`,
  );
}
