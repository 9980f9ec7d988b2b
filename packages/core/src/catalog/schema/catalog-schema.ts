import { z } from "zod";
import type { Catalog } from "../catalog.ts";
import type { CatalogInput } from "../catalog-input.ts";
import { checkCatalog } from "./check-catalog.ts";
import { experimentSchema } from "./experiment-schema.ts";
import { currencyField, decimalField, idField, nameField } from "./fields.ts";
import { labelsSchema } from "./labels-schema.ts";
import { markupRuleSchema } from "./markup-rule-schema.ts";
import { packSchema } from "./pack-schema.ts";
import { planSchema } from "./plan-schema.ts";

const meter = z.strictObject({
  id: idField,
  name: nameField.optional(),
  unit: z.string().min(1).max(40),
  unitCost: decimalField.optional(),
});

/**
 * Reads a catalog, fills in defaults, and finds every mistake in it at once. What it returns it also accepts, and
 * returns the same again.
 */
export const catalogSchema: z.ZodType<Catalog, CatalogInput> = z
  .strictObject({
    currency: currencyField,
    creditValue: z.string().optional(),
    timeZone: z.string().optional(),
    labels: labelsSchema.optional(),
    plans: z.array(planSchema).min(1).max(100),
    packs: z.array(packSchema).max(100).optional(),
    meters: z.array(meter).max(100).optional(),
    markup: z.array(markupRuleSchema).max(1000).optional(),
    experiments: z.array(experimentSchema).max(100).optional(),
  })
  // Looks at what is there even where fields are wrong, so that nobody mends a file in rounds.
  .superRefine((catalog, context) => checkCatalog(catalog, context), { when: () => true })
  .transform(({ plans, packs, ...catalog }): Catalog => {
    const withCurrency = <P extends { readonly currency?: string | undefined }>(price: P) => ({
      ...price,
      currency: price.currency ?? catalog.currency,
    });
    return {
      ...catalog,
      plans: plans.map((plan) => ({ ...plan, prices: plan.prices.map(withCurrency) })),
      ...(packs && { packs: packs.map((pack) => ({ ...pack, prices: pack.prices.map(withCurrency) })) }),
    };
  });
