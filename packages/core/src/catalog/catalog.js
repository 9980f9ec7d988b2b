/** Finds a price by its id. */
export function findPrice(catalog, priceId) {
  for (const plan of catalog.plans) {
    const price = plan.prices.find(({ id }) => id === priceId);
    if (price) return { plan, price };
  }
  return undefined;
}
