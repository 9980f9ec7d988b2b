import { z } from "zod";

/** An answer, or in words for people why there is none. */
export type FetchResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly message: string };

/** The part of a problem document that people read. */
const problem = z.object({ detail: z.string() });

/** Reads a resource of the API this dashboard is served with. Errors of the server are told in its own words. */
export async function fetchResource<Data>(
  path: string,
  schema: z.ZodType<Data>,
  signal: AbortSignal,
): Promise<FetchResult<Data>> {
  try {
    const response = await fetch(path, { signal, headers: { Accept: "application/json" } });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const told = problem.safeParse(body);
      return { ok: false, message: told.success ? told.data.detail : `The server answered ${response.status}.` };
    }
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, data: parsed.data };
    return {
      ok: false,
      message: "The server's answer cannot be read. Reload the page to get the dashboard's new version.",
    };
  } catch {
    return { ok: false, message: "The server cannot be reached." };
  }
}
