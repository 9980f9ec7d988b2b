import type { KeyResource } from "@pricewright/core/api";
import { and, asc, eq } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { apiKeys } from "../database/schema/index.ts";

/** A stored key. */
export type KeyRow = typeof apiKeys.$inferSelect;

/** The keys of a scope, oldest first. */
export function listKeys(queries: Queries, scope: Scope): Promise<KeyRow[]> {
  return queries.select().from(apiKeys).where(inScope(scope)).orderBy(asc(apiKeys.createdAt), asc(apiKeys.id));
}

/** One key, or undefined. */
export async function findKeyById(queries: Queries, scope: Scope, id: string): Promise<KeyRow | undefined> {
  const [row] = await queries.select().from(apiKeys).where(ofId(scope, id));
  return row;
}

/** Changes when a key stops working. */
export async function endKey(
  queries: Queries,
  scope: Scope,
  id: string,
  end: { readonly expiresAt: string } | { readonly revokedAt: string },
): Promise<KeyRow> {
  const [row] = await queries.update(apiKeys).set(end).where(ofId(scope, id)).returning();
  return row as KeyRow;
}

/** A key as the API shows it. */
export function toKeyResource(row: KeyRow): KeyResource {
  const { id, kind, environment, name, lastFour, scopes, origins } = row;
  return {
    id,
    kind,
    environment,
    name,
    lastFour,
    scopes,
    origins,
    createdAt: new Date(row.createdAt).toISOString(),
    lastUsedAt: isoOrNull(row.lastUsedAt),
    expiresAt: isoOrNull(row.expiresAt),
    revokedAt: isoOrNull(row.revokedAt),
  };
}

function isoOrNull(time: string | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}

function inScope({ tenantId, environment }: Scope) {
  return and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.environment, environment));
}

function ofId(scope: Scope, id: string) {
  return and(inScope(scope), eq(apiKeys.id, id));
}
