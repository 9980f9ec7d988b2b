import { auditResponse } from "@pricewright/core/api";
import { sql } from "drizzle-orm";
import { rows } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { pageQuery } from "../lists/page-query.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readActorNames } from "./actor-names.ts";
import { describeEntry } from "./describe-entry.ts";

interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Who changed what. */
export function auditRoutes({ database }: Services, authenticate: Authenticate) {
  const list = createRoute({
    method: "get",
    path: "/v1/audit",
    tags: ["Audit"],
    summary: "Who changed what, newest first",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { query: pageQuery },
    responses: { 200: answer("A part of the log", auditResponse), "4XX": problemAnswer },
  });
  return createRoutes().openapi(list, async (context) => {
    const { scope } = context.get("principal");
    const { cursor, limit } = context.req.valid("query");
    const before = readCursor(cursor, /^[\da-f]{12}-[\da-f-]{36}$/);
    const found = await database.inScope(scope, (queries) =>
      rows<AuditRow>(
        queries,
        sql`select id, to_char(at at time zone 'utc', ${ISO_TIME}) as at, actor, action, target, detail
          from audit_log
          where tenant_id = ${scope.tenantId} and environment = ${scope.environment}
            and (${before}::text is null or id < ${before})
          order by id desc limit ${limit + 1}`,
      ),
    );
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const names = await readActorNames(database, scope);
    const entries = page.map((entry) => ({ ...entry, sentence: describeEntry(entry, names) }));
    return context.json({ entries, nextCursor: found.length > limit && last ? toCursor(last.id) : null }, 200);
  });
}
