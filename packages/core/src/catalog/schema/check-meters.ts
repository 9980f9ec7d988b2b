import { compareRatios, parseDecimal } from "../../money/ratio.ts";
import type { ReportIssue } from "./check-context.ts";
import { type LooseRecord, record, records, text, texts } from "./loose.ts";

/** That every meter that is named exists, and that tiers go up. */
export function checkMeters(catalog: LooseRecord, report: ReportIssue): void {
  const ids = new Set<string>();
  records(catalog.meters).forEach(({ id }, index) => {
    const name = text(id);
    if (name !== undefined && ids.has(name))
      report(["meters", index, "id"], "duplicate-id", `two meters have the id "${name}"; rename one`);
    if (name !== undefined) ids.add(name);
  });
  const check = (path: readonly (string | number)[], name: string | undefined) => {
    if (name !== undefined && !ids.has(name)) report(path, "unknown-meter", unknown("meter", name, ids));
  };
  for (const kind of ["plans", "packs"]) {
    records(catalog[kind]).forEach((product, index) => {
      records(product.prices).forEach((price, priceIndex) => {
        records(price.metered).forEach((part, partIndex) => {
          const path = [kind, index, "prices", priceIndex, "metered", partIndex];
          check([...path, "meter"], text(part.meter));
          checkTiers(record(part.model), [...path, "model", "tiers"], report);
        });
      });
      records(product.quotas).forEach(({ meter }, place) => {
        check([kind, index, "quotas", place, "meter"], text(meter));
      });
      texts(product.meters).forEach((meter, place) => {
        check([kind, index, "meters", place], meter);
      });
    });
  }
  records(catalog.markup).forEach((rule, index) => {
    check(["markup", index, "match", "meter"], text(record(rule.match).meter));
  });
}

/** Says which names there are, since most unknown ones are misspelt. */
export function unknown(kind: string, name: string, known: Iterable<string>): string {
  const names = [...known].map((each) => `"${each}"`);
  return `there is no ${kind} "${name}"; ${names.length > 0 ? `use one of ${names.join(", ")}` : `the catalog has no ${kind}s`}`;
}

function checkTiers(model: LooseRecord, path: readonly (string | number)[], report: ReportIssue): void {
  const bounds = records(model.tiers).map(({ upTo }) => text(upTo));
  bounds.forEach((bound, index) => {
    const next = bounds[index + 1];
    if (bound === undefined && index < bounds.length - 1)
      report([...path, index, "upTo"], "tiers-out-of-order", "only the last tier may have no upper bound");
    if (isDecimal(bound) && isDecimal(next) && compareRatios(parseDecimal(bound), parseDecimal(next)) >= 0)
      report([...path, index + 1, "upTo"], "tiers-out-of-order", `the tier's bound ${next} is not above ${bound}`);
  });
}

function isDecimal(value: string | undefined): value is string {
  return value !== undefined && /^\d{1,15}(\.\d{1,12})?$/.test(value);
}
