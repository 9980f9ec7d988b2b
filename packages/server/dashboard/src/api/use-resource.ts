import { useCallback, useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { type ApiResult, callApi, type Failure } from "./call-api.ts";

/** A resource as a page knows it. */
export interface Resource<Data> {
  /** The last good answer; null until there is one. */
  readonly data: Data | null;
  /** When that answer came. */
  readonly updatedAt: Date | null;
  /** Why the latest try failed; null when it did not. */
  readonly failure: Failure | null;
  /** Reads it now, as after a change. */
  readonly reload: () => Promise<void>;
  /** Shows what a change answered, or will, before it is read again. */
  readonly replace: (data: Data) => void;
}

/** Milliseconds between two reads of a page that is looked at. */
const REFRESH_EVERY = 5000;

type State<Data> = Pick<Resource<Data>, "data" | "updatedAt" | "failure">;

/**
 * Reads a resource now and every five seconds while the page is visible, and keeps the last good answer on failure. A
 * path of null reads nothing.
 */
export function useResource<Data>(path: string | null, schema: z.ZodType<Data>): Resource<Data> {
  const [state, setState] = useState<State<Data>>({ data: null, updatedAt: null, failure: null });
  const readNow = useRef<() => Promise<void>>(async () => {});
  useEffect(() => {
    if (path === null) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let reading = false;

    const read = async () => {
      if (reading) return;
      clearTimeout(timer);
      reading = true;
      const result = await callApi({ path, schema, signal: stop.signal });
      reading = false;
      if (stop.signal.aborted) return;
      setState((previous) => update(previous, result));
      timer = setTimeout(readIfVisible, REFRESH_EVERY);
    };
    const readIfVisible = async () => {
      if (document.visibilityState === "visible") await read();
    };

    readNow.current = read;
    document.addEventListener("visibilitychange", readIfVisible, { signal: stop.signal });
    void readIfVisible();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [path, schema]);
  const reload = useCallback(() => readNow.current(), []);
  const replace = useCallback((data: Data) => setState({ data, updatedAt: new Date(), failure: null }), []);
  return { ...state, reload, replace };
}

function update<Data>(previous: State<Data>, result: ApiResult<Data>): State<Data> {
  if (!result.ok) return { ...previous, failure: result.failure };
  return { data: result.data, updatedAt: new Date(), failure: null };
}
