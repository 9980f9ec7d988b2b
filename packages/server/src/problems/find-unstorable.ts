import type { FieldProblem } from "@pricewright/core/api";

/** Levels of lists and objects within each other that a request may have. */
const DEEPEST = 64;

/** What no database stores: text with a NUL character or half a character, and values within values without end. */
export function findUnstorable(value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  visit(value, [], problems);
  return problems;
}

function visit(value: unknown, path: readonly string[], problems: FieldProblem[]): void {
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
  for (const [name, part] of Object.entries(value)) {
    if (isUnstorable(name)) problems.push(unstorable(path));
    visit(part, [...path, name], problems);
  }
}

function isUnstorable(text: string): boolean {
  return text.includes("\u0000") || !text.isWellFormed();
}

function unstorable(path: readonly string[]): FieldProblem {
  const field = path.map((name) => name.replaceAll("\u0000", "").toWellFormed()).join(".");
  return {
    field,
    code: "not-text",
    message: "text may not hold NUL characters or halves of characters (lone surrogates)",
  };
}
