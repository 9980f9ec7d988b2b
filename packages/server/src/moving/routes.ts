import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { z } from "@hono/zod-openapi";
import { importResponse } from "@pricewright/core/api";
import type { Authenticate } from "../keys/authenticate.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { exportToFile } from "./export-to-file.ts";
import { importLines } from "./import-lines.ts";
import { readLines } from "./read-lines.ts";
import { bodyToFile, LARGEST_IMPORT } from "./temporary-file.ts";

/** Media type of JSON lines. */
export const JSON_LINES = "application/x-ndjson";

/** Moving a tenant's environment between servers. */
export function movingRoutes(services: Services, authenticate: Authenticate) {
  const { database, pricing, clock } = services;
  const owner: [ReturnType<Authenticate>] = [authenticate({ session: "owner" })];
  const base = { tags: ["Moving"], security: [{ session: ["owner"] }], middleware: owner };
  const lines = { [JSON_LINES]: { schema: z.string() } };
  const read = createRoute({
    ...base,
    method: "get",
    path: "/v1/export",
    summary: "Everything of the environment as JSON lines, without secrets",
    description:
      "Price lists, cost tables, experiments with their revisions, units with their frozen prices and totals, withdrawals, " +
      "exclusions, events, payments, and accounts with their credits, open holds and whole ledgers, as they were at one moment.",
    responses: { 200: { description: "The lines", content: lines }, "4XX": problemAnswer },
  });
  const take = createRoute({
    ...base,
    method: "post",
    path: "/v1/import",
    summary: "Take in what another server exported, all of it or nothing, into an environment that is empty",
    request: { body: { content: lines, required: true as const } },
    responses: { 201: answer("How much was taken in", importResponse), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(read, async (context) => {
      const { scope } = context.get("principal");
      const { path, remove } = await exportToFile(database, scope, clock());
      const stream = createReadStream(path);
      stream.on("close", remove);
      return context.body(Readable.toWeb(stream) as ReadableStream, 200, {
        "content-type": JSON_LINES,
        "content-disposition": `attachment; filename="pricewright-${scope.environment}.jsonl"`,
      }) as never;
    })
    .openapi(take, async (context) => {
      const { scope, id: actor } = context.get("principal");
      const { path, remove } = await bodyToFile(context.req.raw.body ?? new Blob([]).stream(), LARGEST_IMPORT);
      try {
        const lines = readLines(createReadStream(path));
        const result = await importLines(database, { scope, actor, lines, now: clock() });
        pricing.forget(scope);
        return context.json(result, 201);
      } finally {
        await remove();
      }
    });
}
