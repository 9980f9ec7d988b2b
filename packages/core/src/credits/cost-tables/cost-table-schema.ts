import { z } from "zod";
import { isPricewrightError } from "../../errors/pricewright-error.ts";
import { instantOf } from "../instant.ts";
import { TOKEN_POOLS } from "../usage/token-usage.ts";
import type { CostTableInput, ModelCost, TokenRates } from "./cost-table.ts";

const name = z.string().min(1).max(200);
const amount = z
  .string('use a decimal string, like "3.75"')
  .regex(/^\d{1,28}(\.\d{1,40})?$/, 'use a decimal string of 0 or more, like "3.75"');
const instant = z.string().refine(isInstant, 'use ISO 8601 with a zone, like "2026-03-01T00:00:00Z", or a date');
const optionalAmount = amount.optional();
const rates = z
  .strictObject(
    Object.fromEntries(TOKEN_POOLS.map((pool) => [pool, optionalAmount])) as Record<
      keyof TokenRates,
      typeof optionalAmount
    >,
  )
  .refine((given) => Object.values(given).some((rate) => rate !== undefined), "give at least one rate");

const model = z
  .strictObject({
    provider: name,
    model: name.regex(/^[^*]+$/, "a model has no * in its name; put a pattern among the aliases"),
    aliases: z.array(name.regex(/^[^*]+\*?$/, "the * of a pattern stands at the end, after something")).optional(),
    rates,
    longContext: z.array(z.strictObject({ above: z.int().positive(), rates })).optional(),
    extras: z.record(name, amount).optional(),
    batchMultiplier: optionalAmount,
  })
  .superRefine(checkTiers);

/** What a cost table as it is written down looks like; finds every mistake at once. */
export const costTableSchema: z.ZodType<CostTableInput, CostTableInput> = z
  .strictObject({
    id: name,
    version: name,
    currency: z.string().regex(/^[A-Z]{3}$/, 'use an ISO 4217 code of three capital letters, such as "USD"'),
    effectiveFrom: instant,
    effectiveTo: instant.optional(),
    models: z.array(model).optional(),
    meters: z.array(z.strictObject({ meter: name, unitCost: amount, unit: name.optional() })).optional(),
    hash: z.string().optional(),
    snapped: z.array(z.strictObject({ entry: name, rate: name, given: amount, used: amount })).optional(),
  })
  .superRefine((table, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const { effectiveFrom, effectiveTo } = table;
    if (effectiveTo && isInstant(effectiveFrom) && isInstant(effectiveTo)) {
      if (instantOf(effectiveTo) <= instantOf(effectiveFrom))
        issue(["effectiveTo"], `the table ends at ${effectiveTo}, which is not after ${effectiveFrom}`);
    }
    const seen = new Set<string>();
    const once = (path: (string | number)[], key: string, shown: string) => {
      if (seen.has(key)) issue(path, `two entries go by ${shown}; remove one`);
      seen.add(key);
    };
    table.models?.forEach(({ provider, model, aliases }, index) => {
      once(["models", index, "model"], `${provider}/${model}`, `"${provider}/${model}"`);
      aliases?.forEach((alias, place) => {
        once(["models", index, "aliases", place], `${provider}/${alias}`, `"${provider}/${alias}"`);
      });
    });
    table.meters?.forEach(({ meter }, index) => {
      once(["meters", index, "meter"], ` ${meter}`, `"${meter}"`);
    });
  });

/** A tier that left out a rate would charge it at a price that nobody chose. */
function checkTiers({ rates, longContext = [] }: ModelCost, context: z.RefinementCtx): void {
  longContext.forEach((tier, index) => {
    const before = longContext[index - 1]?.above ?? 0;
    const issue = (path: string[], message: string) =>
      context.addIssue({ code: "custom", path: ["longContext", index, ...path], message });
    if (tier.above <= before) issue(["above"], `tiers go up; ${tier.above} does not come after ${before}`);
    for (const pool of TOKEN_POOLS) {
      if ((rates[pool] === undefined) !== (tier.rates[pool] === undefined))
        issue(["rates", pool], `list the same rates in a tier as in the model; ${pool} is in one of them only`);
    }
  });
}

function isInstant(text: string): boolean {
  try {
    return Number.isFinite(instantOf(text));
  } catch (error) {
    if (isPricewrightError(error)) return false;
    throw error;
  }
}
