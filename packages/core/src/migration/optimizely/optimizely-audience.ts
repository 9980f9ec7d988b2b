import type { Audience } from "../../assignment/audience.ts";
import { escapePattern } from "../escape-pattern.ts";
import type { Obstacle, Path } from "../import-result.ts";
import type { OptimizelyAudience } from "./datafile.ts";

/** What a condition is translated with. */
interface Translation {
  readonly audiences: ReadonlyMap<string, OptimizelyAudience>;
  readonly path: Path;
  readonly obstacle: Obstacle;
}

/**
 * An Optimizely condition as an audience that is true of the same units. Optimizely's logic has a third value, for
 * an attribute that is missing or of another type, and "not" leaves that as it is; so `wanted` false asks for what
 * is *known* to be false, which is not the same as not true.
 *
 * @param conditions A tree of `["and" | "or" | "not", ...]` over audience ids and attribute conditions.
 */
export function optimizelyAudience(conditions: unknown, translation: Translation, wanted = true): Audience {
  if (typeof conditions === "string") return named(conditions, translation, wanted);
  if (!Array.isArray(conditions)) return leaf(conditions, translation, wanted);
  const [first, ...others] = conditions;
  const operator = first === "and" || first === "or" || first === "not" ? first : "or";
  const operands: unknown[] = operator === first ? others : conditions;
  if (operator === "not") {
    return operands.length > 0 ? optimizelyAudience(operands[0], translation, !wanted) : NOBODY;
  }
  const parts = operands.map((operand) => optimizelyAudience(operand, translation, wanted));
  const all = (operator === "and") === wanted;
  // An empty "and" is true and an empty "or" is false, whichever of the two is wanted.
  if (parts.length === 0) return all ? {} : NOBODY;
  if (parts.length === 1) return parts[0] as Audience;
  return all ? { $and: parts } : { $or: parts };
}

/** A condition that is true of nobody. */
const NOBODY: Audience = { $nor: [{}] };

function named(id: string, translation: Translation, wanted: boolean): Audience {
  const audience = translation.audiences.get(id);
  if (!audience) {
    refuse(translation, `its audience ${id} is not in the datafile`);
    return NOBODY;
  }
  const { conditions } = audience;
  return optimizelyAudience(
    typeof conditions === "string" ? parse(conditions, id, translation) : conditions,
    translation,
    wanted,
  );
}

function parse(text: string, id: string, translation: Translation): unknown {
  try {
    return JSON.parse(text);
  } catch {
    refuse(translation, `the conditions of audience ${id} are not JSON`);
    return ["or"];
  }
}

interface Leaf {
  readonly type?: unknown;
  readonly name?: unknown;
  readonly match?: unknown;
  readonly value?: unknown;
}

function leaf(condition: unknown, translation: Translation, wanted: boolean): Audience {
  const { type, name, match, value } = (condition ?? {}) as Leaf;
  if (type !== "custom_attribute" || typeof name !== "string") {
    refuse(translation, `its audience asks for ${JSON.stringify(type ?? condition)}, which is not an attribute`);
    return NOBODY;
  }
  if (name.includes(".") || name.startsWith("$")) {
    refuse(translation, `its audience asks for the attribute "${name}", whose name would be read as a path`);
    return NOBODY;
  }
  const asked = question(match ?? "exact", value, wanted);
  if (!asked) refuse(translation, `its audience matches "${name}" by "${match}" with ${JSON.stringify(value)}`);
  return { [name]: asked ?? {} };
}

const COMPARISONS: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  gt: ["$gt", "$lte"],
  ge: ["$gte", "$lt"],
  lt: ["$lt", "$gte"],
  le: ["$lte", "$gt"],
};

/** What to ask of one attribute; null where there is no exact equivalent. Both answers need the value's own type. */
function question(match: unknown, value: unknown, wanted: boolean): Record<string, unknown> | null {
  const type = typeof value;
  if (match === "exists") return { $exists: wanted };
  if (match === "exact" && (type === "string" || type === "boolean" || isSafe(value))) {
    return wanted ? { $eq: value } : { $type: type, $ne: value };
  }
  const comparison = COMPARISONS[String(match)];
  if (comparison && isSafe(value)) return { $type: "number", [comparison[wanted ? 0 : 1]]: value };
  if (match !== "substring" || typeof value !== "string") return null;
  const contains = { $regex: escapePattern(value) };
  return { $type: "string", ...(wanted ? contains : { $not: contains }) };
}

/** Optimizely compares numbers only up to 2^53. */
function isSafe(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

function refuse({ path, obstacle }: Translation, message: string): void {
  obstacle(path, "unsupported-condition", message);
}
