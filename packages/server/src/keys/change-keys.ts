import { randomBytes } from "node:crypto";
import type { CreateKeyRequest } from "@pricewright/core/api";
import { writeAudit } from "../audit/write-audit.ts";
import type { Queries, Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import { apiKeys } from "../database/schema/index.ts";
import { RequestProblem } from "../problems/problem.ts";
import type { Services } from "../services.ts";
import { generateApiKey, hashApiKey } from "./api-key.ts";
import { DEFAULT_SCOPES, type Principal } from "./principal.ts";
import { endKey, findKeyById, type KeyRow } from "./queries.ts";

type KeyServices = Pick<Services, "database" | "keys" | "pricing" | "clock">;

/** A key that was just made, with its only showing. */
export interface NewKey {
  readonly row: KeyRow;
  readonly key: string;
}

const HOUR = 3_600_000;

/**
 * Makes a key for the caller's environment.
 *
 * @throws RequestProblem `missing-scope` where the key could do more than the caller may.
 */
export function createKey(services: KeyServices, actor: Principal, request: CreateKeyRequest): Promise<NewKey> {
  const { kind, name, scopes = DEFAULT_SCOPES, origins = [] } = request;
  return inTransaction(services, actor.scope, async (queries, now) => {
    const given = kind === "secret" ? scopes : [];
    refuseMore(actor, given);
    const made = await insertKey(queries, actor.scope, { kind, name, scopes: [...given], origins: [...origins] }, now);
    const detail = { kind, name, scopes: given, origins };
    await writeAudit(queries, actor.scope, audit(actor, "create", made.row.id, detail), now);
    return made;
  });
}

/** Makes another key in the place of one, which still works for a while. */
export async function rotateKey(
  services: KeyServices,
  actor: Principal,
  id: string,
  overlapHours: number,
): Promise<NewKey> {
  const { made, old } = await inTransaction(services, actor.scope, async (queries, now) => {
    const before = await usableKey(queries, actor.scope, id, now);
    refuseMore(actor, before.scopes);
    const { kind, name, scopes, origins } = before;
    const end = now.getTime() + overlapHours * HOUR;
    // What was to end sooner still does.
    const ends = before.expiresAt === null ? end : Math.min(end, Date.parse(before.expiresAt));
    const expiresAt = new Date(ends).toISOString();
    const old = await endKey(queries, actor.scope, id, { expiresAt });
    const made = await insertKey(queries, actor.scope, { kind, name, scopes, origins }, now);
    await writeAudit(queries, actor.scope, audit(actor, "rotate", id, { replacedBy: made.row.id, expiresAt }), now);
    return { made, old };
  });
  services.keys.forget(old.hash);
  return made;
}

/** Ends a key at once, and with it the quotes and account tokens that it gave. */
export async function revokeKey(services: KeyServices, actor: Principal, id: string): Promise<KeyRow> {
  const row = await inTransaction(services, actor.scope, async (queries, now) => {
    const before = await existingKey(queries, actor.scope, id);
    if (before.revokedAt !== null) return before;
    const revoked = await endKey(queries, actor.scope, id, { revokedAt: now.toISOString() });
    await writeAudit(queries, actor.scope, audit(actor, "revoke", id, {}), now);
    return revoked;
  });
  services.keys.forget(row.hash);
  return row;
}

async function inTransaction<Result>(
  { database, pricing, clock }: KeyServices,
  scope: Scope,
  work: (queries: Queries, now: Date) => Promise<Result>,
): Promise<Result> {
  const now = clock();
  const result = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    return work(queries, now);
  });
  // It holds the keys that sign quotes.
  pricing.forget(scope);
  return result;
}

async function insertKey(
  queries: Queries,
  scope: Scope,
  values: Pick<KeyRow, "kind" | "name" | "scopes" | "origins">,
  now: Date,
): Promise<NewKey> {
  const key = generateApiKey({ kind: values.kind, environment: scope.environment });
  const [row] = await queries
    .insert(apiKeys)
    .values({
      ...scope,
      ...values,
      id: `key_${randomBytes(9).toString("base64url")}`,
      hash: hashApiKey(key),
      lastFour: key.slice(-4),
      createdAt: now.toISOString(),
    })
    .returning();
  return { row: row as KeyRow, key };
}

async function existingKey(queries: Queries, scope: Scope, id: string): Promise<KeyRow> {
  const row = await findKeyById(queries, scope, id);
  if (!row) throw new RequestProblem("not-found", `There is no key "${id}" in the ${scope.environment} environment.`);
  return row;
}

async function usableKey(queries: Queries, scope: Scope, id: string, now: Date): Promise<KeyRow> {
  const row = await existingKey(queries, scope, id);
  const expired = row.expiresAt !== null && Date.parse(row.expiresAt) <= now.getTime();
  if (row.revokedAt !== null || expired)
    throw new RequestProblem("wrong-status", `The key "${id}" does not work any more. Create another one.`);
  return row;
}

/** Nobody makes a key that may do more than they may. */
function refuseMore({ kind, scopes }: Principal, wanted: readonly string[]): void {
  const more = kind === "secret" ? wanted.filter((scope) => !(scopes as readonly string[]).includes(scope)) : [];
  if (more.length > 0)
    throw new RequestProblem(
      "missing-scope",
      `A key cannot make one that may do more than itself: it lacks ${more.join(", ")}.`,
    );
}

function audit({ id: actor }: Principal, action: string, key: string, detail: Readonly<Record<string, unknown>>) {
  return { actor, action: `key.${action}`, target: `key/${key}`, detail };
}
