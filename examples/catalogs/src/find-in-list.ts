import type { Catalog, CatalogIds, ChargeModel, Plan, Price } from "@pricewright/core/catalog";

/** A plan of a list, by an id that the compiler knows. */
export function planOf<Ids extends CatalogIds>({ plans }: Catalog<Ids>, id: NoInfer<Ids["plan"]>): Plan<Ids> {
  return present(
    plans.find((plan) => plan.id === id),
    id,
  );
}

/** A plan's price, by an id that the compiler knows. */
export function priceOf<Ids extends CatalogIds>({ plans }: Catalog<Ids>, id: NoInfer<Ids["price"]>): Price<Ids> {
  return present(
    plans.flatMap(({ prices }) => prices).find((price) => price.id === id),
    id,
  );
}

/** How a price charges for a meter. */
export function chargeModelOf<Ids extends CatalogIds>({ metered = [] }: Price<Ids>, meter: string): ChargeModel {
  return present(
    metered.find((part) => part.meter === meter),
    meter,
  ).model;
}

function present<Found>(found: Found | undefined, name: string): Found {
  if (found === undefined) throw new Error(`The price list has no "${name}".`);
  return found;
}
