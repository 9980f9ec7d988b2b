import { PricewrightError } from "../../errors/pricewright-error.ts";
import { type CompiledMarkup, compileMarkup } from "./compile-markup.ts";
import type { KeySource, MarkupRule } from "./markup-rule.ts";
import { MATCH_FIELDS, type MarkupSubject, specificityOf } from "./markup-subject.ts";

/** The markup rule that applies, its numbers read, ready for any number of charges. */
export interface ResolvedMarkup extends CompiledMarkup {
  /** Null where the customer's own key is used and no rule sets a fee. */
  readonly rule: MarkupRule | null;
  /** Its place in the list of rules. */
  readonly index: number | null;
  /** In words, why this rule. */
  readonly why: string;
  readonly keySource: KeySource;
}

/**
 * Picks the markup rule of a subject: the most specific of those that match. With the customer's own key
 * (`keySource: "byok"`) only rules count that set a platform fee or are made for such keys, and only the fee is taken
 * from them.
 *
 * @throws PricewrightError `no-markup-rule` when none matches: what to charge is decided, never assumed.
 * `invalid-markup` when the two most specific ones tie, or the rule's numbers cannot be.
 */
export function resolveMarkup(rules: readonly MarkupRule[], subject: MarkupSubject): ResolvedMarkup {
  const isOwnKey = subject.keySource === "byok";
  let best = -1;
  let specificity = -1;
  let matching = 0;
  let tied = -1;
  rules.forEach((rule, index) => {
    if (!matches(rule, subject) || (isOwnKey && !setsFee(rule))) return;
    matching++;
    const own = specificityOf(rule.match);
    if (own === specificity) tied = index;
    if (own <= specificity) return;
    [best, specificity, tied] = [index, own, -1];
  });
  if (tied >= 0)
    throw new PricewrightError(
      "invalid-markup",
      `Markup rules ${best} and ${tied} match the same and neither is more specific; join them.`,
    );
  const rule = rules[best];
  if (rule) {
    const { keySource } = subject;
    return { ...compileMarkup(rule), rule, index: best, why: explain(rule, matching, isOwnKey), keySource };
  }
  if (isOwnKey) return { ...NO_FEE, rule: null, index: null, why: "no rule sets a platform fee", keySource: "byok" };
  throw new PricewrightError(
    "no-markup-rule",
    `None of ${rules.length} markup rules matches ${JSON.stringify(subject)}; add a rule without match for all else, { percent: "0" } to charge what it costs.`,
  );
}

const NO_FEE: CompiledMarkup = {
  factor: { numerator: 1n, denominator: 1n },
  fixedPerUnit: 0n,
  platformFee: 0n,
  minimumCharge: 0n,
  maximumCharge: null,
};

function matches({ match }: MarkupRule, subject: MarkupSubject): boolean {
  return match === undefined || MATCH_FIELDS.every((field) => (match[field] ?? subject[field]) === subject[field]);
}

function setsFee({ platformFee, match }: MarkupRule): boolean {
  return platformFee !== undefined || match?.keySource === "byok";
}

function explain({ match = {} }: MarkupRule, matching: number, isOwnKey: boolean): string {
  const fields = MATCH_FIELDS.filter((field) => match[field] !== undefined);
  const on = fields.length > 0 ? `matches on ${fields.join(", ")}` : "matches everything";
  const among = matching === 1 ? "the only rule that applies" : `the most specific of ${matching} that apply`;
  return `${on}; ${among}${isOwnKey ? "; own key, so only its platform fee" : ""}`;
}
