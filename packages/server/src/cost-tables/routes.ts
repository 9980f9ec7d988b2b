import { z } from "@hono/zod-openapi";
import { costTableList, costTableResource, publishCostTableRequest } from "@pricewright/core/api";
import { defineCostTable } from "@pricewright/core/credits";
import { and, desc, eq } from "drizzle-orm";
import { writeAudit } from "../audit/write-audit.ts";
import { costTables } from "../database/schema/index.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { wholeOrPageQuery } from "../lists/page-query.ts";
import { partOf } from "../lists/part-of.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { findCostTable } from "./find-cost-table.ts";

const name = z.string().min(1).max(256);

/** What usage costs upstream, in versions that never change. */
export function costTableRoutes(services: Services, authenticate: Authenticate) {
  const { database, clock } = services;
  const base = {
    tags: ["Cost tables"],
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as [ReturnType<Authenticate>],
  };
  const publish = createRoute({
    ...base,
    method: "post",
    path: "/v1/cost-tables",
    summary: "Publish a version of a cost table",
    description:
      "A published version never changes: publishing it again is answered with it, and another under its name refused.",
    request: { body: json(publishCostTableRequest) },
    responses: { 200: answer("The version, with its hash", costTableResource), "4XX": problemAnswer },
  });
  const list = createRoute({
    ...base,
    method: "get",
    path: "/v1/cost-tables",
    summary: "List the published cost tables, newest first",
    description: "Every version, or a part where a limit is given.",
    request: { query: wholeOrPageQuery },
    responses: { 200: answer("A part of the versions", costTableList), "4XX": problemAnswer },
  });
  const read = createRoute({
    ...base,
    method: "get",
    path: "/v1/cost-tables/{id}/{version}",
    summary: "Read a version of a cost table",
    request: { params: z.object({ id: name, version: name }) },
    responses: { 200: answer("The version", costTableResource), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(publish, async (context) => {
      const { scope, id: actor } = context.get("principal");
      const table = defineCostTable(context.req.valid("json"));
      const { id, version, hash } = table;
      const now = clock();
      await database.inScope(scope, async (queries) => {
        const made = await queries
          .insert(costTables)
          .values({ ...scope, id, version, hash, document: table, publishedAt: now.toISOString() })
          .onConflictDoNothing()
          .returning({ hash: costTables.hash });
        const entry = { actor, action: "cost-table.publish", target: `cost-table/${id}/${version}`, detail: { hash } };
        if (made.length > 0) await writeAudit(queries, scope, entry, now);
      });
      const stored = await findCostTable(services, scope, { id, version });
      if (stored.hash !== hash)
        throw new RequestProblem(
          "already-exists",
          `Version ${JSON.stringify(version)} of cost table ${JSON.stringify(id)} is published with other costs. Give the new ones a version of their own.`,
        );
      return context.json(stored, 200);
    })
    .openapi(list, async (context) => {
      const { scope } = context.get("principal");
      const { id, version, hash, publishedAt } = costTables;
      const found = await database.inScope(scope, (queries) =>
        queries
          .select({ id, version, hash, publishedAt })
          .from(costTables)
          .where(and(eq(costTables.tenantId, scope.tenantId), eq(costTables.environment, scope.environment)))
          .orderBy(desc(publishedAt), desc(id), desc(version)),
      );
      const { part, nextCursor } = partOf(found, context.req.valid("query"), (row) => row.hash);
      const tables = part.map((row) => ({ ...row, publishedAt: new Date(row.publishedAt).toISOString() }));
      return context.json({ costTables: tables, nextCursor }, 200);
    })
    .openapi(read, async (context) =>
      context.json(await findCostTable(services, context.get("principal").scope, context.req.valid("param")), 200),
    );
}
