import type { QuotedExposureEvent } from "@pricewright/core";

const PREFIX = "pricewright:";
const DAY = 86_400_000;
/** Days after which no server takes an event of a browser. */
const LATEST = 7 * DAY;
/** Days for which it is remembered that an event was sent. */
const REMEMBERED = 90 * DAY;

/** An event that waits, or the time in milliseconds since 1970 when it had arrived. */
type Entry = QuotedExposureEvent | number;

/** Events by id: those that wait, and ids of those that have arrived. */
export interface EventStore {
  readonly has: (id: string) => boolean;
  readonly add: (event: QuotedExposureEvent) => void;
  readonly waiting: () => QuotedExposureEvent[];
  readonly settle: (id: string) => void;
  readonly forget: () => void;
}

/** Keeps events in memory, and where it may in the browser's storage too, an entry each, so that tabs share them. */
export function createEventStore(isStored: () => boolean): EventStore {
  const memory = new Map<string, Entry>();
  const write = (id: string, entry: Entry) => {
    memory.set(id, entry);
    if (isStored()) inStorage((storage) => storage.setItem(PREFIX + id, JSON.stringify(entry)));
  };
  const load = () => {
    if (!isStored()) return;
    inStorage((storage) => {
      for (const key of keysOf(storage)) {
        const entry = read(storage, key);
        if (entry === null) storage.removeItem(key);
        else memory.set(key.slice(PREFIX.length), entry);
      }
    });
  };
  return {
    has: (id) => memory.has(id) || (isStored() && inStorage((storage) => storage.getItem(PREFIX + id)) != null),
    add: (event) => write(event.id, event),
    waiting: () => {
      load();
      return [...memory.values()].filter((entry) => typeof entry === "object");
    },
    settle: (id) => write(id, Date.now()),
    forget: () => {
      memory.clear();
      inStorage((storage) => {
        for (const key of keysOf(storage)) storage.removeItem(key);
      });
    },
  };
}

/** Storage can be full, or forbidden; then memory has to do. */
function inStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(localStorage);
  } catch {
    return undefined;
  }
}

function keysOf(storage: Storage): string[] {
  return Object.keys(storage).filter((key) => key.startsWith(PREFIX));
}

/** An entry that is still of use. */
function read(storage: Storage, key: string): Entry | null {
  try {
    const entry = JSON.parse(storage.getItem(key) ?? "null") as Entry | null;
    if (typeof entry === "number") return entry > Date.now() - REMEMBERED ? entry : null;
    return entry !== null && Date.parse(entry.occurredAt) > Date.now() - LATEST ? entry : null;
  } catch {
    return null;
  }
}
