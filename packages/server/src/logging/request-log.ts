import { randomUUID } from "node:crypto";
import { createMiddleware } from "hono/factory";
import type { Logger } from "pino";
import type { ServerEnvironment } from "../server-environment.ts";

/** Gives every request an id and a line in the log. Headers and bodies, which may hold secrets, are not logged. */
export function requestLog(log: Logger) {
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    context.set("requestId", requestId);
    context.set("log", log.child({ requestId }));
    await next();
    context.header("x-request-id", requestId);
    const { method, path } = context.req;
    log.debug(
      { requestId, method, path, status: context.res.status, milliseconds: Math.round(performance.now() - started) },
      "request",
    );
  });
}
