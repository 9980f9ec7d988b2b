import type { ExperimentOptions } from "@pricewright/core/api";
import { type AttributeLine, attributeText, isAttributeLine, readAttributeLines } from "./attribute-lines.ts";

type Audience = NonNullable<ExperimentOptions["audience"]>;

/**
 * Reads who takes part: an attribute and the values that it may have a line, all of which must hold, or a whole condition as
 * JSON. Null for what is neither.
 */
export function readAudience(text: string): Audience | null {
  if (text.trim().startsWith("{")) return readJson(text);
  const lines = readAttributeLines(text);
  const names = new Set(lines.map(({ attribute }) => attribute));
  if (!lines.every(isAttributeLine) || names.size < lines.length) return null;
  return Object.fromEntries(lines.map(({ attribute, values }) => [attribute, { $in: values }]));
}

/** The text that is read so: lines where they can say it. */
export function audienceText(audience: Audience): string {
  const lines = Object.entries(audience).map(([attribute, condition]) => toLine(attribute, condition));
  return lines.every((line) => line !== null) ? attributeText(lines) : JSON.stringify(audience, null, 2);
}

function readJson(text: string): Audience | null {
  try {
    return JSON.parse(text) as Audience;
  } catch {
    return null;
  }
}

function toLine(attribute: string, condition: unknown): AttributeLine | null {
  const { $in: values, ...others } = Object(condition) as { readonly $in?: unknown };
  const isPlain =
    Array.isArray(values) && values.every((value) => typeof value === "string" && /^[^,\n]+$/.test(value));
  const line = { attribute, values: isPlain ? (values as string[]) : [] };
  return isAttributeLine(line) && Object.keys(others).length === 0 ? line : null;
}
