/** What the server finds out about a browser itself, so that audiences may rely on it. */
export interface DerivedAttributes {
  /** ISO 3166 code, from the header that the configuration trusts. */
  readonly country?: string;
  /** BCP 47 tag that the browser prefers. */
  readonly locale?: string;
  readonly device?: "mobile" | "desktop";
}

/** Reads a header by its name in small letters. */
export type ReadHeader = (name: string) => string | undefined;

/** Reads what can be derived from a request's headers. */
export function derivedAttributes(header: ReadHeader, countryHeader: string | null): DerivedAttributes {
  const country = countryHeader === null ? undefined : header(countryHeader)?.toUpperCase();
  const locale = header("accept-language")?.split(/[,;]/)[0]?.trim();
  const agent = header("user-agent");
  const derived: { -readonly [Name in keyof DerivedAttributes]: DerivedAttributes[Name] } = {};
  if (country !== undefined && /^[A-Z]{2}$/.test(country)) derived.country = country;
  if (locale) derived.locale = locale;
  if (agent) derived.device = /Mobi|Android/i.test(agent) ? "mobile" : "desktop";
  return derived;
}
