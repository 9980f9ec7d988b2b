import { canonicalJson } from "../../hash/canonical-json.ts";
import { compareRatios, parseDecimal } from "../../money/ratio.ts";
import type { ReportIssue } from "./check-context.ts";
import { unknown } from "./check-meters.ts";
import { type LooseRecord, record, records, text } from "./loose.ts";

const RATES = ["percent", "targetMargin", "multiplier", "fixedPerUnit"] as const;

/** That each rule has one rate, names plans that exist, and that no two rules match exactly the same. */
export function checkMarkup(catalog: LooseRecord, report: ReportIssue): void {
  const plans = new Set(records(catalog.plans).flatMap(({ id }) => text(id) ?? []));
  const seen = new Map<string, number>();
  records(catalog.markup).forEach((rule, index) => {
    const path = ["markup", index];
    const rates = RATES.filter((rate) => rule[rate] !== undefined);
    if (rates.length !== 1)
      report(
        path,
        "one-rate",
        `a rule has exactly one of ${RATES.join(", ")}; this one has ${rates.length === 0 ? "none" : rates.join(" and ")}`,
      );
    const margin = text(rule.targetMargin);
    if (isAtLeast(margin, "1"))
      report([...path, "targetMargin"], "invalid-margin", `a margin of ${margin} has no price; use a share below 1`);
    const [least, most] = [text(rule.minimumCharge), text(rule.maximumCharge)];
    if (most !== undefined && least !== most && isAtLeast(least, most))
      report([...path, "minimumCharge"], "invalid-limits", `the minimum ${least} is above the maximum ${most}`);
    const match = record(rule.match);
    const plan = text(match.plan);
    if (plan !== undefined && !plans.has(plan))
      report([...path, "match", "plan"], "unknown-plan", unknown("plan", plan, plans));
    const same = canonicalJson(match);
    const other = seen.get(same);
    if (other !== undefined)
      report([...path, "match"], "rules-tie", `the rule matches exactly what rule ${other} matches; remove one`);
    else seen.set(same, index);
  });
}

function isAtLeast(value: string | undefined, bound: string): boolean {
  const both = [value, bound].every((each) => each !== undefined && /^\d{1,15}(\.\d{1,12})?$/.test(each));
  return both && value !== undefined && compareRatios(parseDecimal(value), parseDecimal(bound)) >= 0;
}
