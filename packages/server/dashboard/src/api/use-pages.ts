import { useCallback, useEffect, useState } from "react";
import type { z } from "zod";
import { callApi, type Failure } from "./call-api.ts";

/** A list that comes in parts. */
export interface Pages<Item> {
  /** What was read so far; null until the first part came. */
  readonly items: readonly Item[] | null;
  readonly hasMore: boolean;
  readonly reading: boolean;
  readonly failure: Failure | null;
  readonly readMore: () => Promise<void>;
}

interface State<Item> {
  readonly items: readonly Item[] | null;
  readonly cursor: string | null;
  readonly failure: Failure | null;
}

/** Reads a list part by part. `itemsOf` must stay the same from render to render. */
export function usePages<Part extends { readonly nextCursor: string | null }, Item>(
  path: string,
  schema: z.ZodType<Part>,
  itemsOf: (part: Part) => readonly Item[],
): Pages<Item> {
  const [{ items, cursor, failure }, setState] = useState<State<Item>>({ items: null, cursor: null, failure: null });
  const [reading, setReading] = useState(true);
  const read = useCallback(
    async (after: string | null, signal?: AbortSignal) => {
      setReading(true);
      const separator = path.includes("?") ? "&" : "?";
      const address = after === null ? path : `${path}${separator}cursor=${encodeURIComponent(after)}`;
      const result = await callApi({ path: address, schema, ...(signal ? { signal } : {}) });
      if (signal?.aborted) return;
      setReading(false);
      setState((previous) =>
        result.ok
          ? {
              items: [...(after === null ? [] : (previous.items ?? [])), ...itemsOf(result.data)],
              cursor: result.data.nextCursor,
              failure: null,
            }
          : { ...previous, failure: result.failure },
      );
    },
    [path, schema, itemsOf],
  );
  useEffect(() => {
    const stop = new AbortController();
    void read(null, stop.signal);
    return () => stop.abort();
  }, [read]);
  return { items, hasMore: cursor !== null, reading, failure, readMore: () => read(cursor) };
}
