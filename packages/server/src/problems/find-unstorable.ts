import type { FieldProblem } from "@pricewright/core/api";

/** Levels of lists and objects within each other that a request may have. */
const DEEPEST = 64;

/** What no database stores: text with a NUL character or half a character, and values within values without end. */
export function findUnstorable(value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  visit(value, [], problems);
  return problems;
}

/** @param path Where the value lies; it is the same again afterwards. */
function visit(value: unknown, path: (string | number)[], problems: FieldProblem[]): void {
  if (typeof value === "string") {
    if (isUnstorable(value)) problems.push(unstorable(path));
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (path.length >= DEEPEST) {
    problems.push({
      field: path.slice(0, 3).join("."),
      code: "too-deep",
      message: `values lie more than ${DEEPEST} levels deep; flatten them`,
    });
    return;
  }
  if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) visitPart(part, index, path, problems);
    return;
  }
  // What was read from JSON inherits no names.
  for (const name in value) {
    if (isUnstorable(name)) problems.push(unstorable(path));
    visitPart((value as Readonly<Record<string, unknown>>)[name], name, path, problems);
  }
}

function visitPart(part: unknown, name: string | number, path: (string | number)[], problems: FieldProblem[]): void {
  path.push(name);
  visit(part, path, problems);
  path.pop();
}

function isUnstorable(text: string): boolean {
  return text.includes("\u0000") || !text.isWellFormed();
}

function unstorable(path: readonly (string | number)[]): FieldProblem {
  const field = path.map((name) => String(name).replaceAll("\u0000", "").toWellFormed()).join(".");
  return {
    field,
    code: "not-text",
    message: "text may not hold NUL characters or halves of characters (lone surrogates)",
  };
}
