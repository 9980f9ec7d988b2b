import type { MiddlewareHandler } from "hono";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";

/** Browsers send no larger beacon. */
const LARGEST_BEACON = 60 * 1024;

/**
 * Reads events that come as `text/plain` with the key in the body, for `navigator.sendBeacon` sends no headers of its own
 * and asks nobody before. Only keys for browsers may come so.
 */
export function readBeacon(): MiddlewareHandler<ServerEnvironment> {
  return async (context, next) => {
    const isText = /^text\/plain\s*(;|$)/i.test(context.req.header("content-type") ?? "");
    if (context.req.method !== "POST" || !isText || context.req.header("authorization") !== undefined) return next();
    const body = await context.req.arrayBuffer();
    if (body.byteLength > LARGEST_BEACON)
      throw new RequestProblem("body-too-large", "A beacon may hold 60 kB. Send the events in smaller batches.");
    const { key, ...rest } = parse(body);
    if (typeof key !== "string" || !/^pw_(pk|at)_/.test(key))
      throw new RequestProblem(
        "unauthenticated",
        "A beacon carries a publishable key or an account token as `key` in its body, never a secret key.",
      );
    context.set("keyFromBody", key);
    const headers = new Headers(context.req.raw.headers);
    headers.set("content-type", "application/json");
    headers.delete("content-length");
    context.req.raw = new Request(context.req.url, { method: "POST", headers, body: JSON.stringify(rest) });
    context.req.bodyCache = {};
    await next();
  };
}

function parse(body: ArrayBuffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Answered below, as any other body that is no JSON object.
  }
  throw new RequestProblem("malformed-json", "The beacon could not be read as a JSON object in UTF-8.");
}
