import { PricewrightError } from "../../errors/pricewright-error.ts";

/**
 * Refuses an id that is not a text with something in it.
 *
 * @throws PricewrightError `invalid-id`.
 */
export function checkId(id: string, field: string): void {
  if (typeof id === "string" && id !== "") return;
  throw new PricewrightError("invalid-id", `${field} is ${JSON.stringify(id)}. Give an id that nothing else has.`);
}
