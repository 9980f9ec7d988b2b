import { useSyncExternalStore } from "react";
import { parseRoute, type Route } from "./route.ts";

const listeners = new Set<() => void>();
let moved = false;

/** Whether people came to this page from another one of the dashboard. */
export function hasMoved(): boolean {
  return moved;
}

/** Goes to another page of the dashboard without loading it anew. */
export function navigate(path: string): void {
  history.pushState(null, "", path);
  moved = true;
  scrollTo(0, 0);
  tell();
}

/** Puts another query in the place of the address' own, without a step to go back. */
export function replaceQuery(query: string): void {
  history.replaceState(null, "", query === "" ? location.pathname : `?${query}`);
  tell();
}

/** The page that the address names, kept up to date. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribeToAddress, () => location.pathname));
}

/** Tells of every change of the address. */
export function subscribeToAddress(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("popstate", listener);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}
