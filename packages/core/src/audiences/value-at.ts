/** Whether a value is an object with fields of its own; arrays count. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** The value at a dotted path, by own fields only; null where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  const own = (current: unknown, name: string) =>
    isObject(current) && Object.hasOwn(current, name) ? current[name] : null;
  return path.reduce(own, value) ?? null;
}
