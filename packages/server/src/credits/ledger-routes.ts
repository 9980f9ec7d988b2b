import { z } from "@hono/zod-openapi";
import { accountId, creditBalance, type LedgerPage, ledgerPage } from "@pricewright/core/api";
import { formatCredits } from "@pricewright/core/money";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import type { Authenticate } from "../keys/authenticate.ts";
import type { Principal } from "../keys/principal.ts";
import { readCursor, toCursor } from "../lists/cursor.ts";
import { pageQuery } from "../lists/page-query.ts";
import { RequestProblem } from "../problems/problem.ts";
import { answer, createRoute, createRoutes, problemAnswer } from "../problems/routing.ts";
import type { Services } from "../services.ts";
import { readBalance } from "./read-balance.ts";

const params = z.object({ id: accountId });
const at = z.iso.datetime({ offset: true, error: 'use an ISO 8601 time with a zone, such as "2026-03-01T12:00:00Z"' });

/** What an account has, and how it came to that. */
export function ledgerRoutes({ database, creditClock }: Services, authenticate: Authenticate) {
  const base = { method: "get" as const, tags: ["Credits"] };
  const balance = createRoute({
    ...base,
    path: "/v1/accounts/{id}/credits",
    summary: "Where an account's credits are: now, then or later",
    description: "With a meter: only the credits that it may use, and its own debts.",
    security: [{ secretKey: ["credits"] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "credits", account: true, session: true })] as const,
    request: { params, query: z.strictObject({ at: at.optional(), meter: z.string().min(1).max(128).optional() }) },
    responses: { 200: answer("The balance", creditBalance), "4XX": problemAnswer },
  });
  const ledger = createRoute({
    ...base,
    path: "/v1/accounts/{id}/credits/ledger",
    summary: "Every move of an account's credits, oldest first",
    description: "What was used is among them. An account token reads its own account.",
    security: [{ secretKey: ["credits"] }, { accountToken: [] }],
    middleware: [authenticate({ secret: "credits", account: true, session: true })] as const,
    request: { params, query: pageQuery },
    responses: { 200: answer("A part of the entries", ledgerPage), "4XX": problemAnswer },
  });
  return createRoutes()
    .openapi(balance, async (context) => {
      const caller = context.get("principal");
      const { id: account } = context.req.valid("param");
      refuseOthers(caller, account);
      const query = { account, ...context.req.valid("query") };
      const read = (queries: Queries) => readBalance(queries, caller.scope, query, creditClock);
      return context.json(await database.inScope(caller.scope, read), 200);
    })
    .openapi(ledger, async (context) => {
      const caller = context.get("principal");
      const { scope } = caller;
      const { id: account } = context.req.valid("param");
      refuseOthers(caller, account);
      const { cursor, limit } = context.req.valid("query");
      const after = Number(readCursor(cursor, /^[1-9]\d{0,15}$/) ?? 0);
      const page = { account, after, limit };
      return context.json(await database.inScope(scope, (queries) => readLedger(queries, scope, page)), 200);
    });
}

/** An account token reads its own account. */
function refuseOthers({ kind, account }: Principal, id: string): void {
  if (kind === "account" && account?.id !== id)
    throw new RequestProblem("forbidden", "An account token reads the credits of its own account only.");
}

interface LedgerPart {
  readonly account: string;
  readonly after: number;
  readonly limit: number;
}

type EntryRow = Omit<LedgerPage["entries"][number], "sequence" | "transaction"> & {
  readonly sequence: number;
  readonly transaction: number;
};

async function readLedger(
  queries: Queries,
  { tenantId, environment }: Scope,
  { account, after, limit }: LedgerPart,
): Promise<LedgerPage> {
  const found = await rows<EntryRow>(
    queries,
    sql`select sequence::float8 as sequence, transaction::float8 as transaction, grant_id as "grant", moved_from as "from",
        moved_to as "to", amount::text as amount, reason, reference,
        to_char(effective_at at time zone 'utc', ${ISO_TIME}) as "effectiveAt",
        to_char(recorded_at at time zone 'utc', ${ISO_TIME}) as "recordedAt"
      from ledger_entries
      where tenant_id = ${tenantId} and environment = ${environment} and account = ${account} and sequence > ${after}
      order by sequence limit ${limit + 1}`,
  );
  const entries = found.slice(0, limit).map((entry) => ({ ...entry, amount: formatCredits(BigInt(entry.amount)) }));
  const last = entries.at(-1);
  return { entries, nextCursor: found.length > limit && last ? toCursor(String(last.sequence)) : null };
}
