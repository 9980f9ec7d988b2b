import { canonicalJson } from "../../hash/canonical-json.ts";
import type { CatalogExperiment } from "../catalog-experiment.ts";
import { whatIsPaid } from "../versions/find-changed-prices.ts";
import type { LintRule, PricingFinding } from "./finding.ts";
import { type PlacedPrice, placedPrices } from "./products.ts";

/** Variants of one test differ in price only, at the same places, and do differ. */
export const lintExperiments: LintRule = ({ catalog }) => {
  const prices = placedPrices(catalog);
  return (catalog.experiments ?? []).flatMap((experiment, index) => {
    const path = ["experiments", index];
    return [
      ...differentPlaces(experiment, prices, path),
      ...moreThanPrice(experiment, path),
      ...samePrices(experiment, prices, path),
    ];
  });
};

function differentPlaces(
  { key, control, variants }: CatalogExperiment,
  prices: readonly PlacedPrice[],
  path: readonly (string | number)[],
): PricingFinding[] {
  const places = variants.map((variant) => ({ variant, places: placesOf(variant.prices, prices) }));
  const tested = new Set(places.flatMap((each) => each.places));
  const listed = new Set(prices.filter(({ price }) => price.listed).map(({ place }) => place));
  return places.flatMap(({ variant, places }, index) => {
    // A control without prices of its own shows the listed ones.
    const shown = (place: string) =>
      places.includes(place) || (variant.key === control && places.length === 0 && listed.has(place));
    const missing = [...tested].filter((place) => !shown(place));
    if (missing.length === 0) return [];
    return [
      {
        code: "variants-of-different-prices",
        severity: "error" as const,
        path: [...path, "variants", index, "prices"],
        message: `Variant "${variant.key}" of "${key}" names no price for ${missing.join(" and ")}, and others do; name prices of the same product, interval and currency in every variant.`,
      },
    ];
  });
}

function moreThanPrice(
  { key, variants, changes }: CatalogExperiment,
  path: readonly (string | number)[],
): PricingFinding[] {
  const payloads = new Set(variants.map(({ payload }) => canonicalJson(payload ?? null)));
  if (payloads.size < 2 || changes !== undefined) return [];
  return [
    {
      code: "variants-differ-in-more",
      severity: "error",
      path: [...path, "variants"],
      message: `The variants of "${key}" differ in more than their price: their payloads differ. Whatever wins, you will not know which of it won. Make them equal, or say what differs, such as changes: ["trial"].`,
    },
  ];
}

function samePrices(
  { key, variants, changes, control }: CatalogExperiment,
  prices: readonly PlacedPrice[],
  path: readonly (string | number)[],
): PricingFinding[] {
  if (changes !== undefined) return [];
  const tested = new Set(variants.flatMap((variant) => placesOf(variant.prices, prices)));
  const paid = variants.map((variant) => {
    const own = variant.prices.flatMap((id) => prices.find(({ price }) => price.id === id) ?? []);
    return canonicalJson(
      [...tested].map((place) => {
        const shown =
          own.find((each) => each.place === place) ?? prices.find((each) => each.place === place && each.price.listed);
        return shown ? whatIsPaid(shown.price) : null;
      }),
    );
  });
  return variants.flatMap((variant, index) => {
    const same = paid.indexOf(paid[index] ?? "");
    if (same >= index) return [];
    return [
      {
        code: "variants-alike",
        severity: "warning" as const,
        path: [...path, "variants", index],
        message: `Variant "${variant.key}" of "${key}" shows the same amounts as "${variants[same]?.key ?? control}"; a test of one price against itself finds nothing.`,
      },
    ];
  });
}

function placesOf(ids: readonly string[], prices: readonly PlacedPrice[]): string[] {
  return ids.flatMap((id) => prices.find(({ price }) => price.id === id)?.place ?? []);
}
