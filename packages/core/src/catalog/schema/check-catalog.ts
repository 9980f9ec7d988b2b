import type { IssueContext, ReportIssue } from "./check-context.ts";
import { checkCredits } from "./check-credits.ts";
import { checkExperiments } from "./check-experiments.ts";
import { checkMarkup } from "./check-markup.ts";
import { checkMeters } from "./check-meters.ts";
import { checkPackPrices, checkPlans } from "./check-plans.ts";
import { record } from "./loose.ts";

/** Everything about a catalog that no field shows by itself. The input may be anything. */
export function checkCatalog(input: unknown, context: IssueContext): void {
  const report: ReportIssue = (path, code, message) =>
    context.addIssue({ code: "custom", path: [...path], message, params: { code } });
  const catalog = record(input);
  const priceIds = new Set<string>();
  checkPlans(catalog, priceIds, report);
  checkPackPrices(catalog, priceIds, report);
  checkMeters(catalog, report);
  checkCredits(catalog, report);
  checkMarkup(catalog, report);
  checkExperiments(catalog, report);
}
