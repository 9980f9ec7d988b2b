import type { Database, Scope } from "../database/database.ts";
import { scopeName } from "../database/scope-name.ts";
import { readConfigVersion } from "./config-version.ts";

/** Tells when a scope's configuration changes, in whichever process that was. */
export interface ConfigChanges {
  /** Calls back with the version there is, and with each new one; the answer ends it. */
  readonly watch: (scope: Scope, listener: (version: string) => void) => () => void;
  /** Ends every watch and tells those who watch. */
  readonly close: () => void;
  /** Called when no more will be told. */
  readonly onClose: (listener: () => void) => () => void;
}

/** How often the version is asked for while somebody watches. */
const EVERY = 500;

interface Watched {
  readonly listeners: Set<(version: string) => void>;
  readonly stop: () => void;
  last: string | null;
}

/** Makes it: one question for all who watch a scope, and none where nobody does. */
export function createConfigChanges(database: Database, forget: (scope: Scope) => void): ConfigChanges {
  const watched = new Map<string, Watched>();
  const closing = new Set<() => void>();
  const start = (scope: Scope, key: string): Watched => {
    let timer: NodeJS.Timeout | undefined;
    let stopped = false;
    const entry: Watched = {
      listeners: new Set(),
      last: null,
      stop: () => {
        stopped = true;
        clearTimeout(timer);
        watched.delete(key);
      },
    };
    const ask = async () => {
      // While the database is away nothing is new.
      const version = await database.inScope(scope, readConfigVersion).catch(() => entry.last);
      if (stopped) return;
      if (version !== null && version !== entry.last) {
        entry.last = version;
        // Another process may have made the change: what this one remembers is old.
        forget(scope);
        for (const listener of entry.listeners) listener(version);
      }
      timer = setTimeout(() => void ask(), EVERY);
    };
    void ask();
    return entry;
  };
  return {
    watch: (scope, listener) => {
      const key = scopeName(scope);
      const entry = watched.get(key) ?? start(scope, key);
      watched.set(key, entry);
      entry.listeners.add(listener);
      if (entry.last !== null) listener(entry.last);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size === 0) entry.stop();
      };
    },
    close: () => {
      for (const entry of [...watched.values()]) entry.stop();
      for (const listener of [...closing]) listener();
    },
    onClose: (listener) => {
      closing.add(listener);
      return () => closing.delete(listener);
    },
  };
}
