import { amountProblem } from "./amount-problem.ts";
import type { ReportIssue } from "./check-context.ts";
import { type LooseRecord, records, text } from "./loose.ts";

type Path = readonly (string | number)[];

/** Ids, amounts and listed prices of plans, and that there is a way to buy each. */
export function checkPlans(catalog: LooseRecord, priceIds: Set<string>, report: ReportIssue): void {
  const ids = new Set<string>();
  records(catalog.plans).forEach((plan, index) => {
    const path: Path = ["plans", index];
    const id = text(plan.id);
    if (id !== undefined && ids.has(id))
      report([...path, "id"], "duplicate-id", `two plans have the id "${id}"; rename one`);
    if (id !== undefined) ids.add(id);
    checkPrices(`plan "${id}"`, plan, path, catalog, priceIds, report);
    if (Array.isArray(plan.prices) && plan.prices.length === 0 && plan.custom !== true)
      report(
        [...path, "prices"],
        "no-price",
        `plan "${id}" has no price; give one, or set custom: true if customers ask for it`,
      );
    checkFeatureIds(plan, path, report);
  });
}

/** Ids, amounts and listed prices of packs. Its ids are checked apart from plans' only by kind. */
export function checkPackPrices(catalog: LooseRecord, priceIds: Set<string>, report: ReportIssue): void {
  const ids = new Set(records(catalog.plans).flatMap(({ id }) => text(id) ?? []));
  records(catalog.packs).forEach((pack, index) => {
    const path: Path = ["packs", index];
    const id = text(pack.id);
    if (id !== undefined && ids.has(id))
      report([...path, "id"], "duplicate-id", `another plan or pack has the id "${id}"; rename one`);
    if (id !== undefined) ids.add(id);
    checkPrices(`pack "${id}"`, pack, path, catalog, priceIds, report);
  });
}

function checkPrices(
  product: string,
  { prices }: LooseRecord,
  path: Path,
  catalog: LooseRecord,
  priceIds: Set<string>,
  report: ReportIssue,
): void {
  const listed = new Set<string>();
  records(prices).forEach((price, index) => {
    const at = [...path, "prices", index];
    const id = text(price.id);
    if (id !== undefined && priceIds.has(id))
      report([...at, "id"], "duplicate-id", `two prices have the id "${id}"; rename one`);
    if (id !== undefined) priceIds.add(id);
    const currency = text(price.currency) ?? text(catalog.currency) ?? "";
    checkAmount(price, currency, at, report);
    records(price.fees).forEach((fee, place) => {
      checkAmount(fee, currency, [...at, "fees", place], report);
    });
    const interval = text(price.interval) ?? "";
    const place = `${currency} ${interval}`;
    if (price.listed !== false && listed.has(place))
      report(
        [...at, "listed"],
        "two-listed-prices",
        `${product} lists two prices in ${currency} per ${interval}; set listed: false on all but one`,
      );
    if (price.listed !== false) listed.add(place);
  });
}

function checkAmount({ amount }: LooseRecord, currency: string, path: Path, report: ReportIssue): void {
  const written = text(amount);
  const problem = written === undefined || !/^[A-Z]{3}$/.test(currency) ? null : amountProblem(written, currency);
  if (problem) report([...path, "amount"], "invalid-amount", problem);
}

function checkFeatureIds(plan: LooseRecord, path: Path, report: ReportIssue): void {
  const ids = new Set<string>();
  records(plan.features).forEach((feature, index) => {
    const id = text(feature.id);
    if (id !== undefined && ids.has(id))
      report([...path, "features", index, "id"], "duplicate-id", `the plan has feature "${id}" twice; remove one`);
    if (id !== undefined) ids.add(id);
  });
}
