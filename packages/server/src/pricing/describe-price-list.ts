import { type Catalog, type CatalogExperiment, type Price, pricingDocument } from "@pricewright/core/catalog";
import { formatMoney, parseMoney } from "@pricewright/core/money";
import { textTable } from "./text-table.ts";

/** A price list as a table: everything that is sold, and who sees which price. */
export function describePriceList(catalog: Catalog): string {
  const { experiments = [], packs = [] } = catalog;
  const labels = new Map(pricingDocument({ catalog, assignments: [] }).packs.map(({ id, label }) => [id, label]));
  const rows = [
    ...catalog.plans.flatMap((plan) => [
      ...plan.prices.map((price) => priceRow(plan.name, price, experiments)),
      ...(plan.prices.length === 0 ? [[plan.name, "-", "on request", "-", "everyone", "-"]] : []),
    ]),
    ...packs.flatMap((pack) =>
      pack.prices.map((price) => priceRow(`${pack.name} (${labels.get(pack.id) ?? pack.id})`, price, experiments)),
    ),
  ];
  return textTable([["product", "price", "amount", "paid", "shown to", "sold through"], ...rows]);
}

function priceRow(product: string, price: Price, experiments: readonly CatalogExperiment[]): string[] {
  const { id, amount, currency, interval, metered = [], fees = [], providers = {} } = price;
  const besides = [...metered.map(({ meter }) => meter), ...fees.map(({ name }) => name)];
  return [
    product,
    id,
    [formatMoney(parseMoney(amount, currency)), ...besides].join(" + "),
    { once: "once", month: "a month", year: "a year" }[interval],
    shownTo(price, experiments),
    Object.keys(providers).join(", ") || "-",
  ];
}

function shownTo({ id, listed }: Price, experiments: readonly CatalogExperiment[]): string {
  const variants = experiments.flatMap(({ key, variants }) =>
    variants.filter(({ prices }) => prices.includes(id)).map((variant) => `${key}/${variant.key}`),
  );
  if (variants.length > 0) return variants.join(", ");
  return listed ? "everyone" : "nobody new";
}
