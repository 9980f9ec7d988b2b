/** What was answered lately, by unit: the least recently used goes first. */
export interface RecentUnits<Value> {
  readonly get: (unit: string) => Value | undefined;
  readonly set: (unit: string, value: Value) => void;
  readonly forget: (unit: string) => void;
}

/** What {@link createRecentUnits} keeps. */
export interface RecentUnitsOptions {
  readonly capacity: number;
  /** Milliseconds. */
  readonly lifetime: number;
  readonly now: () => number;
}

/** Makes it. */
export function createRecentUnits<Value>({ capacity, lifetime, now }: RecentUnitsOptions): RecentUnits<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get: (unit) => {
      const entry = entries.get(unit);
      if (!entry) return undefined;
      // Entered again, it is the last to go.
      entries.delete(unit);
      if (entry.until <= now()) return undefined;
      entries.set(unit, entry);
      return entry.value;
    },
    set: (unit, value) => {
      entries.delete(unit);
      entries.set(unit, { value, until: now() + lifetime });
      if (entries.size > capacity) entries.delete(entries.keys().next().value as string);
    },
    forget: (unit) => {
      entries.delete(unit);
    },
  };
}
