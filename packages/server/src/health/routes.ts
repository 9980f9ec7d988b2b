import { Hono } from "hono";
import { licenseStatus } from "../licenses/license-status.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { ServerEnvironment } from "../server-environment.ts";
import type { Services } from "../services.ts";
import { VERSION } from "../version.ts";

/** Milliseconds that a dependency may take to answer. */
const ANSWERS_WITHIN = 2000;

/** Whether the process lives, whether it can serve, and how what it depends on does. */
export function healthRoutes({ database, limits, eventStream, license, isDraining, clock }: Services) {
  const answers = () => withinTime(database.ping());
  return new Hono<ServerEnvironment>()
    .get("/health", (context) => context.json({ status: "ok", timestamp: clock().toISOString(), version: VERSION }))
    .get("/health/dependencies", async (context) => {
      const started = performance.now();
      const isThere = await answers();
      const milliseconds = Math.round(performance.now() - started);
      const { state, license: known } = await licenseStatus(license, clock());
      const redis = limits.redis();
      const stream = eventStream.status();
      return context.json({
        status: isThere && redis !== "away" && stream !== "away" ? "ok" : "degraded",
        dependencies: {
          database: { status: isThere ? "ok" : "away", kind: database.kind, milliseconds },
          redis: { status: redis },
          nats: { status: stream, waiting: await eventStream.waiting() },
        },
        // For whoever watches: whatever it says, nothing is refused for it. Whose it is, is nobody's business here.
        license: { state, expiresAt: known?.expiresAt ?? null },
      });
    })
    .get("/ready", async (context) => {
      if (isDraining()) throw notReady("The server is ending.");
      if (!(await answers())) throw notReady("The database does not answer.");
      return context.json({ status: "ready", database: database.kind });
    });
}

function notReady(detail: string): RequestProblem {
  return new RequestProblem("unavailable", detail, { headers: { "retry-after": "1" } });
}

async function withinTime(answer: Promise<boolean>): Promise<boolean> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ANSWERS_WITHIN);
  try {
    return await Promise.race([answer.catch(() => false), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
