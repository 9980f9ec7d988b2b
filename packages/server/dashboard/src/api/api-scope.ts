import { useSyncExternalStore } from "react";

/** Whose data requests are about: a tenant of the person's, null for the first one, and an environment of it. */
export interface ApiScope {
  readonly tenant: string | null;
  readonly environment: "test" | "live";
}

const KEPT_AS = "pricewright-scope";
const listeners = new Set<() => void>();
let current = readKept();

/** What every request is about now. */
function apiScope(): ApiScope {
  return current;
}

/** Turns to another tenant or environment, also when the dashboard is opened the next time. */
export function chooseScope(scope: ApiScope): void {
  current = scope;
  localStorage.setItem(KEPT_AS, JSON.stringify(scope));
  for (const listener of listeners) listener();
}

/** What requests are about, kept up to date. */
export function useApiScope(): ApiScope {
  return useSyncExternalStore(subscribe, apiScope);
}

/** The headers that tell the server. */
export function scopeHeaders(): Record<string, string> {
  const { tenant, environment } = current;
  return {
    "pricewright-environment": environment,
    ...(tenant === null ? {} : { "pricewright-tenant": tenant }),
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readKept(): ApiScope {
  try {
    const { tenant = null, environment } = JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}");
    return { tenant, environment: environment === "live" ? "live" : "test" };
  } catch {
    return { tenant: null, environment: "test" };
  }
}
