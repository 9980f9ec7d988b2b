import type { z } from "zod";
import { scopeHeaders } from "./api-scope.ts";
import { failureOf } from "./failure-of.ts";

/** Why a request failed, in words for people. */
export interface Failure {
  /** Stable code of the problem; `unreachable` or `unreadable` where there is no answer that can be read. */
  readonly code: string;
  readonly message: string;
  /** HTTP status; 0 where there is none. */
  readonly status: number;
  /** What is wrong with which field. */
  readonly problems: readonly { readonly field: string; readonly message: string }[];
  /** Where a larger plan can be had. */
  readonly upgradeUrl?: string | undefined;
}

/** An answer, or why there is none. */
export type ApiResult<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly failure: Failure };

/** A request to the API that this dashboard is served with. */
export interface ApiRequest<Data> {
  readonly path: string;
  /** What an answer must look like. */
  readonly schema: z.ZodType<Data>;
  /** @default "GET" */
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  /** The version of an experiment that is meant; another one is refused. */
  readonly ifMatch?: string;
  readonly signal?: AbortSignal;
}

const UNREADABLE = "The server's answer cannot be read. Reload the page to get the dashboard's new version.";

/** Asks the API. Errors of the server are told in its own words; nothing is thrown. */
export async function callApi<Data>({
  path,
  schema,
  method = "GET",
  ...rest
}: ApiRequest<Data>): Promise<ApiResult<Data>> {
  try {
    const response = await fetch(path, {
      method,
      signal: rest.signal ?? null,
      headers: headersOf(method, rest),
      ...(rest.body === undefined ? {} : { body: JSON.stringify(rest.body) }),
    });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, failure: failureOf(response.status, body) };
    const parsed = schema.safeParse(body);
    if (parsed.success) return { ok: true, data: parsed.data };
    return { ok: false, failure: { code: "unreadable", message: UNREADABLE, status: response.status, problems: [] } };
  } catch {
    const message = "The server cannot be reached. Check your connection; nothing was changed unless you see it here.";
    return { ok: false, failure: { code: "unreachable", message, status: 0, problems: [] } };
  }
}

function headersOf(method: string, { body, ifMatch }: Pick<ApiRequest<unknown>, "body" | "ifMatch">) {
  return {
    Accept: "application/json",
    ...scopeHeaders(),
    ...(body === undefined ? {} : { "Content-Type": "application/json" }),
    ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }),
    ...(method === "GET" ? {} : { "Idempotency-Key": newIdempotencyKey() }),
  };
}

function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
