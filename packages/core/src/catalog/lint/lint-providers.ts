import type { LintRule } from "./finding.ts";
import { type PlacedPrice, placedPrices } from "./products.ts";

const PROVIDERS = ["stripe", "lemonsqueezy"] as const;

/** Whatever can be bought can be paid for, and no two prices are one at the provider. */
export const lintProviders: LintRule = ({ catalog, provider }) => {
  const tested = new Set(
    (catalog.experiments ?? []).flatMap(({ variants }) => variants.flatMap(({ prices }) => prices)),
  );
  const prices = placedPrices(catalog);
  const paid = prices.filter(({ price }) => /[1-9]/.test(price.amount) || (price.metered ?? []).length > 0);
  // Before there is a provider only tests need to know: a price that cannot be paid tests nothing.
  const concerned = provider === undefined ? paid.filter(({ price }) => tested.has(price.id)) : paid;
  const without = concerned.filter(({ price: { providers = {} } }) =>
    provider === undefined ? !PROVIDERS.some((name) => providers[name]) : !providers[provider],
  );
  return [
    ...without.map(({ price, path }) => ({
      code: "no-provider-id",
      severity: provider === undefined ? ("warning" as const) : ("error" as const),
      path: [...path, "providers"],
      message: `Price "${price.id}" has no id at ${provider ?? "a payment provider"}, so nobody can pay it yet; add providers: { ${provider ?? "stripe"}: "..." }.`,
    })),
    ...PROVIDERS.flatMap((name) => sharedIds(name, prices)),
  ];
};

function sharedIds(provider: (typeof PROVIDERS)[number], prices: readonly PlacedPrice[]) {
  const first = new Map<string, string>();
  return prices.flatMap(({ price, path }) => {
    const id = price.providers?.[provider];
    if (id === undefined) return [];
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, price.id);
      return [];
    }
    return [
      {
        code: "shared-provider-id",
        severity: "error" as const,
        path: [...path, "providers", provider],
        message: `Prices "${other}" and "${price.id}" have the same id at ${provider}, so both cost the same there; give each its own.`,
      },
    ];
  });
}
