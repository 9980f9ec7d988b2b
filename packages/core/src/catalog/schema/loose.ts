/** Data of which nothing is known yet but its names. */
export type LooseRecord = Readonly<Record<string, unknown>>;

/** The items of what should be a list of records, each in its place. */
export function records(value: unknown): LooseRecord[] {
  return Array.isArray(value) ? value.map(record) : [];
}

/** The fields of what should be a record. */
export function record(value: unknown): LooseRecord {
  return typeof value === "object" && value !== null ? (value as LooseRecord) : {};
}

/** The text that something should be, or undefined. */
export function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The texts of what should be a list of texts, each in its place. */
export function texts(value: unknown): (string | undefined)[] {
  return Array.isArray(value) ? value.map(text) : [];
}
