/** A key that reads like a name, such as `pro-monthly` of “Pro (monthly)”; `test` where nothing is left of it. */
export function toKey(name: string): string {
  const key = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, "-")
    .replace(/^[-.]+|[-.]+$/g, "")
    .slice(0, 100);
  return key || "test";
}
