import { useSyncExternalStore } from "react";
import { replaceQuery, subscribeToAddress } from "./use-route.ts";

/** What the address asks for after its `?`, kept up to date. */
export function useQuery(): Readonly<Record<string, string | undefined>> {
  const search = useSyncExternalStore(subscribeToAddress, () => location.search);
  return Object.fromEntries(new URLSearchParams(search));
}

/** Changes the address' query in place; empty values leave it. The page can be shared and reloaded as it is seen. */
export function changeQuery(changes: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  replaceQuery(query.toString());
}
