import type { ReportIssue } from "./check-context.ts";
import { unknown } from "./check-meters.ts";
import { type LooseRecord, records, text, texts } from "./loose.ts";

/** That experiments name variants and prices that exist, and one price a place. */
export function checkExperiments(catalog: LooseRecord, report: ReportIssue): void {
  const places = placesOf(catalog);
  const keys = new Set<string>();
  records(catalog.experiments).forEach((experiment, index) => {
    const path = ["experiments", index];
    const key = text(experiment.key);
    if (key !== undefined && keys.has(key))
      report([...path, "key"], "duplicate-id", `two experiments have the key "${key}"; rename one`);
    if (key !== undefined) keys.add(key);
    const variants = records(experiment.variants);
    checkVariants(experiment, variants, path, report);
    variants.forEach(({ prices }, place) => {
      checkVariantPrices(texts(prices), places, [...path, "variants", place, "prices"], report);
    });
  });
}

function checkVariants(
  { control }: LooseRecord,
  variants: readonly LooseRecord[],
  path: readonly (string | number)[],
  report: ReportIssue,
): void {
  const keys = variants.map(({ key }) => text(key));
  keys.forEach((key, index) => {
    if (key !== undefined && keys.indexOf(key) < index)
      report([...path, "variants", index, "key"], "duplicate-id", `two variants have the key "${key}"; rename one`);
  });
  const name = text(control);
  const known = keys.flatMap((key) => key ?? []);
  if (name !== undefined && !known.includes(name))
    report([...path, "control"], "unknown-variant", unknown("variant", name, known));
  if (variants.length > 0 && variants.every(({ weight }) => weight === 0))
    report([...path, "variants"], "no-weight", "every variant has the weight 0; give one of them more");
}

function checkVariantPrices(
  prices: readonly (string | undefined)[],
  places: ReadonlyMap<string, string>,
  path: readonly (string | number)[],
  report: ReportIssue,
): void {
  const taken = new Map<string, string>();
  prices.forEach((price, index) => {
    if (price === undefined) return;
    const place = places.get(price);
    if (place === undefined) {
      report([...path, index], "unknown-price", unknown("price", price, places.keys()));
      return;
    }
    const other = taken.get(place);
    if (other !== undefined)
      report(
        [...path, index],
        "two-prices-in-one-place",
        `"${price}" and "${other}" are for the same product, interval and currency; a variant shows one of them`,
      );
    else taken.set(place, price);
  });
}

/** Product, interval and currency of every price. */
function placesOf(catalog: LooseRecord): Map<string, string> {
  return new Map(
    ["plans", "packs"].flatMap((kind) =>
      records(catalog[kind]).flatMap(({ id: product, prices }) =>
        records(prices).flatMap(({ id, interval = "once", currency = catalog.currency }): [string, string][] => {
          const name = text(id);
          return name === undefined ? [] : [[name, JSON.stringify([product, interval, currency])]];
        }),
      ),
    ),
  );
}
