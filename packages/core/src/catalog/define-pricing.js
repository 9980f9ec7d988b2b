import { PricewrightError } from "../errors/pricewright-error.ts";
import { catalogSchema } from "./catalog-schema.ts";
/**
 * Checks a price list and fills in its defaults.
 *
 * @throws PricewrightError `invalid-catalog` with every problem and its path.
 *
 * @example
 * const catalog = definePricing({
 *   currency: "USD",
 *   plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", interval: "month" }] }],
 * });
 */
export function definePricing(input) {
  const parsed = catalogSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, code, message }) => ({
    path: path,
    code,
    message,
  }));
  const list = problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new PricewrightError("invalid-catalog", `The catalog cannot be used: ${list}.`, { problems });
}
