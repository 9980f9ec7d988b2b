import { PricewrightError } from "../errors/pricewright-error.ts";
import type { Catalog } from "./catalog.ts";
import type { CatalogInput } from "./catalog-input.ts";
import { catalogSchema } from "./schema/catalog-schema.ts";
import { issueCode } from "./schema/check-context.ts";

/**
 * Checks a price list and fills in its defaults. The compiler knows every id that is written in it: a variant that names
 * a price that does not exist, or a pack for a meter that does not exist, does not compile.
 *
 * @throws PricewrightError `invalid-catalog` with every problem and its path.
 *
 * @example
 * const catalog = definePricing({
 *   currency: "USD",
 *   plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", interval: "month" }] }],
 * });
 */
export function definePricing<
  PlanId extends string,
  PriceId extends string,
  PackId extends string = never,
  MeterId extends string = never,
  FeatureId extends string = never,
  const VariantKeys extends readonly string[] = readonly [],
>(
  input: CatalogInput<{ plan: PlanId; price: PriceId; pack: PackId; meter: MeterId; feature: FeatureId }, VariantKeys>,
): Catalog<{ plan: PlanId; price: PriceId; pack: PackId; meter: MeterId; feature: FeatureId }> {
  const parsed = catalogSchema.safeParse(input);
  // The schema keeps every id as it was written.
  if (parsed.success)
    return parsed.data as ReturnType<typeof definePricing<PlanId, PriceId, PackId, MeterId, FeatureId>>;
  const problems = parsed.error.issues.map((issue) => ({
    path: issue.path as (string | number)[],
    code: issueCode(issue),
    message: issue.message,
  }));
  const list = problems.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ");
  throw new PricewrightError("invalid-catalog", `The catalog cannot be used: ${list}.`, { problems });
}
