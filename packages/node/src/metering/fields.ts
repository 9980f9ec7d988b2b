import { PricewrightError } from "@pricewright/core";

/** A JSON object that nothing is known of yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, or null. */
export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** A list of objects; anything else counts as none. */
export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf).filter((fields) => fields !== null) : [];
}

/**
 * A count of tokens; 0 where it is absent or null.
 *
 * @throws PricewrightError `invalid-usage` when it is there and not a whole number of 0 or more.
 */
export function countOf(fields: Fields | null, name: string): number {
  const value = fields?.[name] ?? 0;
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new PricewrightError("invalid-usage", `${name} is ${JSON.stringify(value)}, which is no number of tokens.`);
}

/**
 * What is left of a total without its parts.
 *
 * @throws PricewrightError `invalid-usage` when the parts are more than the total, so that one of them is not a part.
 */
export function without(total: number, parts: readonly number[], name: string): number {
  const rest = parts.reduce((left, part) => left - part, total);
  if (rest >= 0) return rest;
  throw new PricewrightError(
    "invalid-usage",
    `${name} is ${total}, which is less than the ${total - rest} tokens that are said to be part of it.`,
  );
}
