import { z } from "@hono/zod-openapi";
import {
  type AccountResource,
  accountId,
  accountList,
  accountResource,
  moveAccountRequest,
} from "@pricewright/core/api";
import { and, asc, eq, gt } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { accounts } from "../database/schema/index.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { pageQuery } from "../lists/page-query.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, json, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { moveAccount } from "./move-account.ts";

const params = z.object({ id: accountId });

/** Customers with credits, and the price list that each keeps. */
export function accountRoutes(services: Services, authenticate: Authenticate) {
  const { database } = services;
  const look = {
    tags: ["Accounts"],
    security: [{ secretKey: ["credits"] }],
    middleware: [authenticate({ secret: "credits", session: true })] as [ReturnType<Authenticate>],
  };
  const list = createRoute({
    ...look,
    method: "get",
    path: "/v1/accounts",
    summary: "List accounts, by id",
    request: { query: pageQuery },
    responses: { 200: answer("A part of the accounts", accountList), "4XX": problemAnswer },
  });
  const read = createRoute({
    ...look,
    method: "get",
    path: "/v1/accounts/{id}",
    summary: "Read an account",
    request: { params },
    responses: { 200: answer("The account", accountResource), "4XX": problemAnswer },
  });
  const move = createRoute({
    method: "put",
    path: "/v1/accounts/{id}",
    tags: ["Accounts"],
    summary: "Make an account, or move it to another plan or version of the price list",
    description: "An account keeps the version that it began with until it is moved, whatever is published.",
    security: [{ secretKey: ["manage"] }],
    middleware: [authenticate({ secret: "manage", session: true })] as const,
    request: { params, body: json(moveAccountRequest) },
    responses: { 200: answer("The account", accountResource), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(list, async (context) => {
      const { scope } = context.get("principal");
      const { cursor, limit } = context.req.valid("query");
      const after = readCursor(cursor, /^.+$/s);
      const found = await database.inScope(scope, (queries) =>
        queries
          .select()
          .from(accounts)
          .where(and(ofScope(scope), ...(after === null ? [] : [gt(accounts.id, after)])))
          .orderBy(asc(accounts.id))
          .limit(limit + 1),
      );
      const part = found.slice(0, limit);
      const last = part.at(-1);
      const nextCursor = found.length > limit && last ? toCursor(last.id) : null;
      return context.json({ accounts: part.map(toResource), nextCursor }, 200);
    })
    .openapi(read, async (context) => {
      const { scope } = context.get("principal");
      const { id } = context.req.valid("param");
      const find = (queries: Queries) =>
        queries
          .select()
          .from(accounts)
          .where(and(ofScope(scope), eq(accounts.id, id)));
      const [row] = await database.inScope(scope, find);
      if (!row) throw new RequestProblem("not-found", `There is no account ${JSON.stringify(id)}.`);
      return context.json(toResource(row), 200);
    })
    .openapi(move, async (context) => {
      const { id } = context.req.valid("param");
      const row = await moveAccount(services, context.get("principal"), id, context.req.valid("json"));
      return context.json(toResource(row), 200);
    });
}

function ofScope({ tenantId, environment }: Scope) {
  return and(eq(accounts.tenantId, tenantId), eq(accounts.environment, environment));
}

function toResource({ id, plan, catalogVersion, createdAt }: typeof accounts.$inferSelect): AccountResource {
  return { id, plan, catalogVersion, createdAt: new Date(createdAt).toISOString() };
}
