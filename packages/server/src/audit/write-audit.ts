import { randomUUID } from "node:crypto";
import type { Queries, Scope } from "../database/database.ts";
import { auditLog } from "../database/schema/index.ts";

/** Something that somebody changed. */
export interface AuditEntry {
  /** Who: a key's or a person's id. */
  readonly actor: string;
  /** What was done, such as `experiment.reweight`. */
  readonly action: string;
  /** To what, such as `experiment/pro-price`. */
  readonly target: string;
  /** Reason and values, without secrets. */
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Writes who changed what, in the transaction of the change. */
export async function writeAudit(queries: Queries, scope: Scope, entry: AuditEntry, now: Date): Promise<void> {
  await writeAudits(queries, scope, [entry], now);
}

/** Writes several at once. */
export async function writeAudits(
  queries: Queries,
  scope: Scope,
  entries: readonly AuditEntry[],
  now: Date,
): Promise<void> {
  if (entries.length === 0) return;
  const at = now.toISOString();
  await queries.insert(auditLog).values(entries.map((entry) => ({ ...scope, ...entry, id: timeOrderedId(now), at })));
}

/** Ids that sort by time, so that the log is read in the order of its key. */
function timeOrderedId(now: Date): string {
  return `${now.getTime().toString(16).padStart(12, "0")}-${randomUUID()}`;
}
