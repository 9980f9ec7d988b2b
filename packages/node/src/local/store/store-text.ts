/** A value as a store keeps it: JSON, in which whole numbers of any size are kept exactly. */
export function toStoreText(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => (typeof part === "bigint" ? { $bigint: String(part) } : part));
}

/** The value that {@link toStoreText} wrote. */
export function fromStoreText<Value>(text: string): Value {
  return JSON.parse(text, (_name, part: unknown) =>
    typeof part === "object" && part !== null && "$bigint" in part ? BigInt(part.$bigint as string) : part,
  ) as Value;
}

/** A key of several parts, whatever characters they hold: a list of what begins with some parts finds those alone. */
export function storeKey(...parts: readonly (string | number)[]): string {
  return parts.map((part) => `${JSON.stringify(String(part))}/`).join("");
}
