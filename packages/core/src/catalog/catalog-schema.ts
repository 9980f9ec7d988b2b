import { z } from "zod";
import { isPricewrightError } from "../errors/pricewright-error.ts";
import { parseMoney } from "../money/parse-money.ts";
import type { Catalog, Interval, PriceProviders } from "./catalog.ts";

/** A price as it is written down, before defaults. */
export interface PriceInput {
  readonly id: string;
  readonly amount: string;
  /**
   * @default the catalog's currency
   */
  readonly currency?: string | undefined;
  readonly interval: Interval;
  /**
   * Whether everyone sees it. Set to false for a price that only experiments show.
   *
   * @default true
   */
  readonly listed?: boolean | undefined;
  /** The price's ids at payment providers. They stay on the server. */
  readonly providers?: PriceProviders | undefined;
}

/** A plan as it is written down, before defaults. */
export interface PlanInput {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /**
   * @default []
   */
  readonly features?: readonly string[] | undefined;
  readonly prices: readonly PriceInput[];
}

/** A catalog as it is written down, before defaults. */
export interface CatalogInput {
  readonly currency: string;
  readonly plans: readonly PlanInput[];
}

const id = z.string().regex(/^[\w.-]{1,128}$/, "use 1 to 128 letters, digits, dots, dashes or underscores");
const currency = z.string().regex(/^[A-Z]{3}$/, 'use an ISO 4217 code of three capital letters, such as "USD"');

const price = z.strictObject({
  id,
  amount: z.string(),
  currency: currency.optional(),
  interval: z.enum(["once", "month", "year"]),
  listed: z.boolean().default(true),
  providers: z
    .strictObject({
      stripe: z.string().min(1).max(255).optional(),
      lemonsqueezy: z.string().min(1).max(255).optional(),
    })
    .optional(),
});

const plan = z.strictObject({
  id,
  name: z.string().min(1).max(200),
  description: z.string().max(1000).optional(),
  features: z.array(z.string().min(1).max(200)).max(100).default([]),
  prices: z.array(price).min(1).max(100),
});

/** Reads a catalog, fills in defaults, and finds every mistake in it at once. */
export const catalogSchema: z.ZodType<Catalog, CatalogInput> = z
  .strictObject({ currency, plans: z.array(plan).min(1).max(100) })
  .transform(
    (catalog): Catalog => ({
      ...catalog,
      plans: catalog.plans.map((plan) => ({
        ...plan,
        prices: plan.prices.map((price) => ({ ...price, currency: price.currency ?? catalog.currency })),
      })),
    }),
  )
  .superRefine(({ plans }, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const seen = { plan: new Set<string>(), price: new Set<string>() };
    plans.forEach((plan, planIndex) => {
      if (seen.plan.has(plan.id)) issue(["plans", planIndex, "id"], `two plans have the id "${plan.id}"; rename one`);
      seen.plan.add(plan.id);
      const listed = new Set<string>();
      plan.prices.forEach((price, priceIndex) => {
        const path = ["plans", planIndex, "prices", priceIndex];
        if (seen.price.has(price.id)) issue([...path, "id"], `two prices have the id "${price.id}"; rename one`);
        seen.price.add(price.id);
        const problem = amountProblem(price);
        if (problem) issue([...path, "amount"], problem);
        const place = `${price.currency} ${price.interval}`;
        if (price.listed && listed.has(place)) {
          issue(
            [...path, "listed"],
            `plan "${plan.id}" lists two prices in ${price.currency} per ${price.interval}; set listed: false on all but one`,
          );
        }
        if (price.listed) listed.add(place);
      });
    });
  });

function amountProblem({ amount, currency }: { amount: string; currency: string }): string | null {
  try {
    return parseMoney(amount, currency).amount < 0n ? `the amount ${amount} is below 0` : null;
  } catch (error) {
    return isPricewrightError(error) ? error.message : "not an amount";
  }
}
