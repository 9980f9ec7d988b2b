import { PricewrightError } from "../../errors/pricewright-error.ts";

/**
 * Refuses an id that comes again for something else.
 *
 * @throws PricewrightError `id-reused`.
 */
export function checkSame(name: string, before: readonly unknown[], now: readonly unknown[]): void {
  if (before.every((value, index) => value === now[index])) return;
  throw new PricewrightError("id-reused", `${name} is there already, with other values. Use another id.`);
}
