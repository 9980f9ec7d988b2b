import { isPricewrightError, type Problem } from "../../errors/pricewright-error.ts";
import type { CostTable, ModelCost } from "../cost-tables/cost-table.ts";
import { compileMarkup, RATE_NAMES } from "./compile-markup.ts";
import type { MarkupRule } from "./markup-rule.ts";
import { MATCH_FIELDS } from "./markup-subject.ts";

const FIELDS: readonly string[] = MATCH_FIELDS;

/**
 * Everything wrong with a list of markup rules, at once: numbers that cannot be, fields that do not exist, rules of
 * which neither is more specific although both can match, and what a rule for the customer's own key would never
 * charge. Empty when they can be used.
 *
 * @param costTable Where it is given, a rule's model must be the name of one of its entries: rules do not match on
 * aliases, so a rule that names one would never apply.
 */
export function findMarkupProblems(rules: readonly MarkupRule[], costTable?: CostTable): Problem[] {
  const problems: Problem[] = [];
  const places = new Map<string, number>();
  rules.forEach((rule, index) => {
    const add = (path: readonly string[], code: string, message: string) =>
      problems.push({ path: [index, ...path], code, message });
    checkRate(rule, add);
    for (const field of Object.keys(rule.match ?? {}))
      if (!FIELDS.includes(field))
        add(["match", field], "unknown-field", `a rule cannot match "${field}"; use ${FIELDS.join(", ")}`);
    const { model, provider } = rule.match ?? {};
    const isEntry = (entry: ModelCost) => entry.model === model && entry.provider === (provider ?? entry.provider);
    if (costTable && model !== undefined && !costTable.models.some(isEntry))
      add(["match", "model"], "unknown-model", `cost table "${costTable.id}" has no entry named "${model}"`);
    const key = MATCH_FIELDS.map((field) => JSON.stringify(rule.match?.[field] ?? null)).join();
    const other = places.get(key);
    if (other !== undefined)
      add(
        ["match"],
        "tied-rules",
        `rules ${other} and ${index} match the same and neither is more specific; join them`,
      );
    else places.set(key, index);
  });
  return problems;
}

type Add = (path: readonly string[], code: string, message: string) => void;

function checkRate(rule: MarkupRule, add: Add): void {
  const rates: { readonly [Rate in (typeof RATE_NAMES)[number]]?: string } = rule;
  const given = RATE_NAMES.filter((rate) => rates[rate] !== undefined);
  if (given.length !== 1) {
    add(
      [],
      "one-rate",
      `a rule has exactly one of ${RATE_NAMES.join(", ")}, ${given.length} given (${given.join(", ")})`,
    );
    return;
  }
  try {
    const { factor, fixedPerUnit, minimumCharge, maximumCharge } = compileMarkup(rule);
    const marksUp = factor ? factor.numerator !== factor.denominator : fixedPerUnit > 0n;
    if (rule.match?.keySource === "byok" && (marksUp || minimumCharge > 0n || maximumCharge !== null))
      add(
        ["match", "keySource"],
        "byok-rate",
        'with the customer\'s own key only platformFee is charged; write percent: "0" and no other amount',
      );
  } catch (error) {
    if (!isPricewrightError(error)) throw error;
    add([], error.code, error.message);
  }
}
