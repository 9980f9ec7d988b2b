import type { Catalog } from "./catalog.ts";
import type { Pack } from "./pack.ts";
import type { Plan } from "./plan.ts";
import type { Price } from "./price.ts";

/** A price together with the plan it belongs to. */
export interface PlanPrice {
  readonly plan: Plan;
  readonly price: Price;
}

/** A price together with the plan or the pack it belongs to. */
export type ProductPrice =
  | (PlanPrice & { readonly kind: "plan"; readonly product: Plan })
  | { readonly kind: "pack"; readonly product: Pack; readonly pack: Pack; readonly price: Price };

/** Finds a plan's price by its id. */
export function findPrice(catalog: Pick<Catalog, "plans">, priceId: string): PlanPrice | undefined {
  for (const plan of catalog.plans) {
    const price = plan.prices.find(({ id }) => id === priceId);
    if (price) return { plan, price };
  }
  return undefined;
}

/** Finds a price by its id, of whatever it is the price. */
export function findProductPrice(catalog: Catalog, priceId: string): ProductPrice | undefined {
  const found = findPrice(catalog, priceId);
  if (found) return { kind: "plan", product: found.plan, ...found };
  for (const pack of catalog.packs ?? []) {
    const price = pack.prices.find(({ id }) => id === priceId);
    if (price) return { kind: "pack", product: pack, pack, price };
  }
  return undefined;
}
