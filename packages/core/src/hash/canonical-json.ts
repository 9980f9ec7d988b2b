/**
 * JSON in one spelling: the keys of every object in the order of their code units, no white space, as RFC 8785
 * has it. Equal values give equal
 * bytes, so a hash of the text is a hash of the value.
 *
 * @throws TypeError for what JSON cannot say, such as a `bigint` or `NaN`.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(",")}}`;
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null || Number.isFinite(value))
    return JSON.stringify(value);
  throw new TypeError(`JSON has no ${typeof value} such as ${String(value)}`);
}
