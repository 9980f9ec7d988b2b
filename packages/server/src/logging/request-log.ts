import { randomUUID } from "node:crypto";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";

/** Gives every request an id and a line in the log. Headers and bodies, which may hold secrets, are not logged. */
export function requestLog({ log, metrics, tracing }: Pick<Services, "log" | "metrics" | "tracing">) {
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    const requestId = randomUUID();
    const started = performance.now();
    context.set("requestId", requestId);
    context.set("log", log);
    await tracing.request(context.req.method, async () => {
      await next();
      // Not by context.header, which would make the answer anew.
      context.res.headers.set("x-request-id", requestId);
      const { method, path } = context.req;
      const { status } = context.res;
      const milliseconds = performance.now() - started;
      // The pattern and not the path, which has ids. What matched nothing has no pattern of its own.
      const route = status === 404 ? "none" : routePath(context, -1);
      metrics.request({ method, route, status }, milliseconds / 1000);
      log.debug({ requestId, method, path, status, milliseconds: Math.round(milliseconds) }, "request");
      return { route, status, requestId, scope: context.get("principal")?.scope ?? null };
    });
  });
}
