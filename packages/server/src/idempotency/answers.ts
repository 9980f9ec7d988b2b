import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";

/** An answer as it is kept for repetitions. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One request, by what repetitions of it have in common. */
export interface RequestIdentity {
  /** Method and pattern of the path. */
  readonly route: string;
  readonly key: string;
  /** Hash over method, path and body. */
  readonly hash: string;
}

/** What is known of a request: it is new and this transaction has it, it was answered, or its key is another request's. */
export type Claim =
  | { readonly kind: "new" }
  | { readonly kind: "answered"; readonly answer: StoredAnswer }
  | { readonly kind: "reused" };

/** Hours for which answers are kept. */
export const KEPT_HOURS = 24;

/**
 * Takes a request's key for this transaction. Where another process runs the same request it waits for that one, at most
 * for the given milliseconds.
 *
 * @throws an error with the code `55P03` when the other takes longer.
 */
export async function claim(
  queries: Queries,
  { tenantId, environment }: Scope,
  { route, key, hash }: RequestIdentity,
  { now, waitFor }: { readonly now: Date; readonly waitFor: number },
): Promise<Claim> {
  const forgotten = new Date(now.getTime() - KEPT_HOURS * 3_600_000).toISOString();
  await queries.execute(sql`select set_config('lock_timeout', ${String(waitFor)}, true)`);
  const taken = await rows(
    queries,
    sql`insert into idempotency_keys as known (tenant_id, environment, route, key, request_hash, created_at)
      values (${tenantId}, ${environment}, ${route}, ${key}, ${hash}, ${now.toISOString()})
      on conflict (tenant_id, environment, route, key) do update set request_hash = excluded.request_hash,
        status = null, headers = null, body = null, created_at = excluded.created_at
        where known.created_at <= ${forgotten}
      returning 1`,
  );
  await queries.execute(sql`select set_config('lock_timeout', '0', true)`);
  if (taken.length > 0) return { kind: "new" };
  const [known] = await rows<{ request_hash: string } & StoredAnswer>(
    queries,
    sql`select request_hash, status, headers, body from idempotency_keys
      where tenant_id = ${tenantId} and environment = ${environment} and route = ${route} and key = ${key}`,
  );
  if (!known) throw new Error("an idempotency key was taken and is not stored");
  return known.request_hash === hash
    ? { kind: "answered", answer: { status: known.status, headers: known.headers, body: known.body } }
    : { kind: "reused" };
}

/** Keeps the answer, in the transaction of what it answers. */
export async function keepAnswer(
  queries: Queries,
  { tenantId, environment }: Scope,
  { route, key }: RequestIdentity,
  { status, headers, body }: StoredAnswer,
): Promise<void> {
  await queries.execute(sql`
    update idempotency_keys set status = ${status}, headers = ${JSON.stringify(headers)}::jsonb, body = ${body}
    where tenant_id = ${tenantId} and environment = ${environment} and route = ${route} and key = ${key}`);
}
