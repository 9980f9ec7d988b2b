/** The amounts that somebody typed, such as `49, 59.5`, with two decimals where there are any; null for anything else. */
export function readAmounts(text: string): readonly string[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0 || !parts.every((part) => /^\d{1,12}(\.\d{1,3})?$/.test(part))) return null;
  return [...new Set(parts.map(withDecimals))];
}

/** Prices are written with their cents; whole amounts too, which every currency takes. */
function withDecimals(amount: string): string {
  const [whole = "0", decimals = ""] = amount.split(".");
  return decimals === "" ? whole : `${whole}.${decimals.padEnd(2, "0")}`;
}
