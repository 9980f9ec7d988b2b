import type { Audience } from "../../assignment/audience.ts";
import { checkAudience } from "../check-audience.ts";
import { escapePattern } from "../escape-pattern.ts";
import type { Obstacle, Path } from "../import-result.ts";
import type { UnleashConstraint } from "./client-features.ts";

/**
 * One of Unleash's constraints as an audience that is true of the same units, whose attributes are the context's
 * fields and properties in one object. Lists and comparisons of numbers take texts and numbers alike, as Unleash does;
 * `STR_` operators take texts. Attributes that are neither are not meant.
 */
export function unleashAudience(constraint: UnleashConstraint, path: Path, obstacle: Obstacle): Audience {
  const { contextName, operator, inverted } = constraint;
  const asked = contextName.includes(".") || contextName.startsWith("$") ? null : question(constraint);
  if (asked) {
    const audience = inverted ? { $not: { [contextName]: asked } } : { [contextName]: asked };
    checkAudience(audience, path, obstacle);
    return audience;
  }
  obstacle(path, "unsupported-condition", `its constraint on "${contextName}" by ${operator} has no exact equivalent`);
  return {};
}

const COMPARISONS: Readonly<Record<string, readonly string[]>> = {
  NUM_EQ: ["$gte", "$lte"],
  NUM_GT: ["$gt"],
  NUM_GTE: ["$gte"],
  NUM_LT: ["$lt"],
  NUM_LTE: ["$lte"],
};

/** What to ask of the attribute; null where there is no exact equivalent. */
function question({ operator, values, value, caseInsensitive }: UnleashConstraint): Record<string, unknown> | null {
  const texts = (values ?? []).filter((text) => text !== "").map((text) => text.trim());
  if (operator === "IN") return { $in: texts.flatMap(withNumber) };
  if (operator === "NOT_IN") return { $nin: texts.flatMap(withNumber) };
  const comparisons = COMPARISONS[operator];
  if (comparisons) {
    const limit = Number(value);
    if (Number.isNaN(limit)) return { $in: [] };
    return { $exists: true, ...Object.fromEntries(comparisons.map((comparison) => [comparison, limit])) };
  }
  const pattern = caseInsensitive ? null : patternOf(operator, texts);
  if (pattern === null) return null;
  return texts.length > 0 ? { $exists: true, $regex: pattern } : { $in: [] };
}

/** A text, and the number that Unleash would write like it. */
function withNumber(text: string): (string | number)[] {
  return text !== "NaN" && String(Number(text)) === text ? [text, Number(text)] : [text];
}

function patternOf(operator: string, texts: readonly string[]): string | null {
  const any = `(?:${texts.map(escapePattern).join("|")})`;
  if (operator === "STR_STARTS_WITH") return `^${any}`;
  if (operator === "STR_ENDS_WITH") return `${any}$`;
  return operator === "STR_CONTAINS" ? any : null;
}
