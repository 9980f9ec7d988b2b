import { Hono } from "hono";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { VERSION } from "../version.ts";

/** Whether the process lives, and whether it can serve. */
export function healthRoutes({ database, clock }: Services) {
  return new Hono<ServerEnvironment>()
    .get("/health", (context) => context.json({ status: "ok", timestamp: clock().toISOString(), version: VERSION }))
    .get("/ready", async (context) => {
      const answers = await database.ping().catch(() => false);
      if (!answers)
        throw new RequestProblem("unavailable", "The database does not answer.", { headers: { "retry-after": "1" } });
      return context.json({ status: "ready", database: database.kind });
    });
}
