import { createMiddleware } from "hono/factory";
import type { ServerEnvironment } from "../server-environment.ts";
import { findUnstorable } from "./find-unstorable.ts";
import { RequestProblem } from "./problem.ts";

/** Refuses requests with text that cannot be stored. Events are not looked into: each is judged by itself. */
export function refuseUnstorable() {
  return createMiddleware<ServerEnvironment>(async (context, next) => {
    if (/%00/.test(context.req.url))
      throw new RequestProblem("invalid-request", "The address holds a NUL character. Remove it.", {
        problems: [{ field: "path", code: "not-text", message: "an address may not hold NUL characters" }],
      });
    if (context.req.method !== "GET" && context.req.path !== "/v1/events") {
      const parsed = parse(await context.req.text());
      // The route reads this and does not parse again.
      if (parsed !== undefined) context.req.bodyCache.json = Promise.resolve(parsed) as never;
      const problems = findUnstorable(parsed);
      if (problems.length > 0) {
        const list = problems.slice(0, 10).map(({ field, message }) => `${field}: ${message}`);
        throw new RequestProblem("invalid-request", `The request is not valid: ${list.join("; ")}.`, { problems });
      }
    }
    await next();
  });
}

/** Text that is not JSON is refused by the route, which knows whether it wants a body. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
