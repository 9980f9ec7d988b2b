import { useEffect, useState } from "react";
import type { z } from "zod";
import { type FetchResult, fetchResource } from "./fetch-resource.ts";

/** A resource as a page knows it. */
export interface Resource<Data> {
  /** The last good answer; null until there is one. */
  readonly data: Data | null;
  /** When that answer came. */
  readonly updatedAt: Date | null;
  /** Why the latest try failed; null when it did not. */
  readonly failure: string | null;
}

/** Milliseconds between two reads of a page that is looked at. */
const REFRESH_EVERY = 5000;

/** Reads a resource now and every five seconds while the page is visible. Keeps the last good answer on failure. */
export function useResource<Data>(path: string, schema: z.ZodType<Data>): Resource<Data> {
  const [resource, setResource] = useState<Resource<Data>>({ data: null, updatedAt: null, failure: null });
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;

    const read = async () => {
      if (reading || document.visibilityState !== "visible") return;
      clearTimeout(timer);
      reading = true;
      const result = await fetchResource(path, schema, stop.signal);
      reading = false;
      if (stop.signal.aborted) return;
      setResource((previous) => update(previous, result));
      timer = setTimeout(read, REFRESH_EVERY);
    };

    document.addEventListener("visibilitychange", read, { signal: stop.signal });
    void read();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, schema]);
  return resource;
}

function update<Data>(previous: Resource<Data>, result: FetchResult<Data>): Resource<Data> {
  if (!result.ok) return { ...previous, failure: result.message };
  return { data: result.data, updatedAt: new Date(), failure: null };
}
