/** A document of a provider, of whatever shape: every field is read with a default. */
// biome-ignore lint/suspicious/noExplicitAny: providers add to their documents at any time
export type ProviderDocument = any;

/** The id that a document names: as it is, or of the object that stands in its place. Null where there is none. */
export function idOf(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value === "" ? null : value;
  const id = (value as { readonly id?: unknown } | null | undefined)?.id;
  return typeof id === "string" ? id : null;
}
