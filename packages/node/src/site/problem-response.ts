import { isPricewrightError } from "@pricewright/core";

/** The answer to a request that cannot be answered as asked. */
export function problem(status: number, code: string, detail: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status, code, detail }), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** An error as an answer: 503 where trying again may help. What is no error of Pricewright's is thrown on. */
export function problemOf(error: unknown): Response {
  if (!isPricewrightError(error)) throw error;
  const { status, retryable } = error as { readonly status?: unknown; readonly retryable?: unknown };
  if (retryable === true) return problem(503, error.code, error.message, { "retry-after": "10" });
  const isClientError = typeof status === "number" && status >= 400 && status < 500;
  return problem(isClientError ? status : 400, error.code, error.message);
}
