import type { Audience } from "../../assignment/audience.ts";
import { checkAudience } from "../check-audience.ts";
import type { Obstacle, Path } from "../import-result.ts";
import type { SavedGroups } from "./payload.ts";

type Condition = Readonly<Record<string, unknown>>;

/** What a condition is translated with. */
interface Translation {
  readonly savedGroups: SavedGroups;
  readonly obstacle: Obstacle;
  /** Saved groups that are being written out, which must not come up again inside themselves. */
  readonly open: readonly string[];
}

/**
 * A GrowthBook condition as an audience, which is the same language; saved groups are written out as they are now.
 */
export function growthBookAudience(
  condition: Condition,
  savedGroups: SavedGroups,
  path: Path,
  obstacle: Obstacle,
): Audience {
  const audience = translate(condition, path, { savedGroups, obstacle, open: [] });
  checkAudience(audience, path, obstacle);
  return audience;
}

function translate(condition: Condition, path: Path, translation: Translation): Audience {
  const parts: [string, unknown][] = [];
  const groups: Audience[] = [];
  for (const [key, value] of Object.entries(condition)) {
    const here = [...path, key];
    if (key === "$savedGroup") groups.push(savedGroup(value, here, translation));
    else if (key === "$and" || key === "$or" || key === "$nor") {
      parts.push([key, list(value).map((each, index) => translate(object(each), [...here, index], translation))]);
    } else if (key === "$not") parts.push([key, translate(object(value), here, translation)]);
    else if (key.startsWith("$")) {
      translation.obstacle(here, "unsupported-condition", `its condition uses ${key}, which audiences do not have`);
    } else parts.push([key, translateField(value, here, translation)]);
  }
  const rest = Object.fromEntries(parts);
  if (groups.length === 0) return rest;
  return { $and: parts.length > 0 ? [rest, ...groups] : groups };
}

/** What is asked of one attribute: a value, or operators. */
function translateField(value: unknown, path: Path, translation: Translation): unknown {
  if (!isOperators(value)) return value;
  const parts = Object.entries(value).map(([operator, operand]) => {
    const here = [...path, operator];
    if (operator === "$inGroup" || operator === "$notInGroup") {
      return [operator === "$inGroup" ? "$in" : "$nin", groupValues(operand, here, translation)];
    }
    if (operator === "$not" || operator === "$size") return [operator, translateField(operand, here, translation)];
    if (operator === "$elemMatch") {
      const inside = isOperators(operand)
        ? translateField(operand, here, translation)
        : translate(object(operand), here, translation);
      return [operator, inside];
    }
    return [operator, operand];
  });
  const keys = parts.map(([operator]) => operator);
  if (new Set(keys).size !== keys.length) {
    translation.obstacle(path, "unsupported-condition", "it asks for a list and for a saved group at once");
  }
  return Object.fromEntries(parts);
}

/** The ids of a group that is a list. An id that nobody knows counts as an empty list, as it does in GrowthBook. */
function groupValues(id: unknown, path: Path, { savedGroups, obstacle }: Translation): readonly unknown[] {
  const group = savedGroups[String(id)];
  if (group === undefined) return [];
  if (Array.isArray(group)) return group;
  const values = object(group).values;
  if (object(group).type === "list" && Array.isArray(values)) return values;
  obstacle(path, "unsupported-condition", `the saved group "${id}" is not a list of values`);
  return [];
}

function savedGroup(reference: unknown, path: Path, translation: Translation): Audience {
  const { savedGroups, obstacle, open } = translation;
  const { id, attributeKey } = object(reference);
  const group = object(savedGroups[String(id)]);
  if (group.type === "list" && Array.isArray(group.values)) {
    return { [String(attributeKey ?? group.attributeKey)]: { $in: group.values } };
  }
  if (group.type === "condition" && typeof id === "string" && !open.includes(id)) {
    return translate(object(group.condition), path, { ...translation, open: [...open, id] });
  }
  obstacle(path, "unsupported-condition", `the saved group "${id}" is unknown, refers to itself, or is of a new kind`);
  return {};
}

function isOperators(value: unknown): value is Condition {
  const keys = Object.keys(object(value));
  return keys.length > 0 && keys.every((key) => key.startsWith("$"));
}

function object(value: unknown): Condition {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Condition) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
