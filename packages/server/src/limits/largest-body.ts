import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";

/** Refuses bodies of more bytes. A length that the request states is held to by Node; only one without is counted. */
export function largestBody(maxSize: number) {
  const refuse = () => {
    throw new RequestProblem("body-too-large", "A body may hold 1 MiB. Send the events in smaller batches.");
  };
  const count = bodyLimit({ maxSize, onError: refuse });
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    const stated = context.req.header("content-length");
    if (stated === undefined || context.req.header("transfer-encoding") !== undefined) return count(context, next);
    if (Number(stated) > maxSize) refuse();
    await next();
  });
}
