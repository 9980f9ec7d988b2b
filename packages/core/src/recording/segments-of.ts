import type { SegmentDeclaration } from "../api/experiments.ts";

/** The declared segments that a unit is in, such as `country=DE`; a value without a row of its own is `other`. */
export function segmentsOf(
  attributes: Readonly<Record<string, unknown>>,
  declared: readonly SegmentDeclaration[],
): string[] {
  return declared.flatMap(({ attribute, values }) => {
    const value = attributes[attribute];
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return [];
    return [`${attribute}=${values.includes(String(value)) ? String(value) : "other"}`];
  });
}
