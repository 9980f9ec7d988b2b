import { type Catalog, findProductPrice, type IncludedCredits, type Interval } from "@pricewright/core/catalog";
import { type GrantInput, occurrenceAt, packGrants, type Recurrence, recurringGrants } from "@pricewright/core/credits";
import { parseCredits } from "@pricewright/core/money";
import type { CatalogRow } from "../experiments/pricing-cache.ts";
import type { Purchase } from "../provider-webhooks/on-purchase.ts";

/**
 * The credits that a payment brings: a pack's, with its bonus, or those that a plan includes for the time that was paid.
 * Their ids follow from the purchase, so that a payment which is told of twice gives them once. Nothing for a price that
 * brings none.
 *
 * @param earlier - how often the buyer paid for this price before
 */
export function purchaseGrants(
  purchase: Purchase,
  catalogs: readonly CatalogRow[],
  earlier: number,
): readonly GrantInput[] {
  const catalog = catalogs.findLast(({ document }) => findProductPrice(document, purchase.price))?.document;
  const found = catalog && findProductPrice(catalog, purchase.price);
  if (!found) return [];
  if (found.kind === "plan") {
    const { credits } = found.product;
    return credits
      ? planGrants(purchase, { credits, interval: found.price.interval, plan: found.product.id, catalog, earlier })
      : [];
  }
  const { credits, bonus = "0", meters, expiresAfter } = found.product;
  return packGrants({
    id: purchase.id,
    amount: parseCredits(credits),
    bonus: parseCredits(bonus),
    effectiveAt: purchase.occurredAt,
    ...(meters && { meters }),
    ...(expiresAfter && { expiresAt: after(purchase, expiresAfter, catalog) }),
  });
}

interface PlanGrantsInput {
  readonly credits: IncludedCredits;
  /** How often the plan is paid. */
  readonly interval: Interval;
  readonly plan: string;
  readonly catalog: Catalog;
  readonly earlier: number;
}

function planGrants(
  purchase: Purchase,
  { credits, interval, plan, catalog, earlier }: PlanGrantsInput,
): readonly GrantInput[] {
  const { amount, per, rollover, expiresAfter } = credits;
  const given = { amount: parseCredits(amount), kind: "paid" as const };
  const expires = expiresAfter && { expiresAt: after(purchase, expiresAfter, catalog) };
  if (per === "once") return [{ id: `plan/${plan}`, effectiveAt: purchase.occurredAt, ...given, ...expires }];
  // A year's credits come with the first of twelve monthly payments.
  if (per === "year" && interval === "month" && earlier % 12 > 0) return [];
  const end = occurrenceAt(recurrence(purchase, interval === "once" ? per : interval, catalog), 1);
  const grants = recurringGrants(
    {
      id: purchase.id,
      ...given,
      recurrence: recurrence(purchase, per, catalog),
      ...(rollover && {
        rollover: { maximum: parseCredits(rollover.max), ...(rollover.min && { minimum: parseCredits(rollover.min) }) },
      }),
    },
    { from: purchase.occurredAt, to: end },
  );
  return grants.map((grant) => ({ ...grant, ...expires }));
}

function recurrence({ occurredAt }: Purchase, interval: "month" | "year", { timeZone }: Catalog): Recurrence {
  return { interval, anchor: occurredAt, ...(timeZone && { timeZone }) };
}

const DAY = 86_400_000;

function after(
  { occurredAt }: Purchase,
  { count, unit }: { readonly count: number; readonly unit: "day" | "month" | "year" },
  { timeZone }: Catalog,
): string {
  if (unit === "day") return new Date(occurredAt.getTime() + count * DAY).toISOString();
  return occurrenceAt({ interval: unit, every: count, anchor: occurredAt, ...(timeZone && { timeZone }) }, 1);
}
