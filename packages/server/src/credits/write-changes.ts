import {
  type ChangedRecords,
  type ChargeDocument,
  type CreditState,
  isOpenCharge,
  isOpenGrant,
  isOpenHold,
  type LedgerEntry,
  recordsToJson,
} from "@pricewright/core/credits";
import { type SQL, sql } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";

/** What commands changed of one account. */
export interface AccountChanges {
  readonly account: string;
  readonly state: CreditState;
  readonly changed: ChangedRecords;
  readonly entries: readonly LedgerEntry[];
  readonly documents: readonly ChargeDocument[];
}

/** Writes everything in one statement. */
export async function writeChanges(queries: Queries, scope: Scope, changes: readonly AccountChanges[]): Promise<void> {
  const parts = [
    updateAccounts(scope, changes),
    ...upsertRecords(scope, changes),
    insertEntries(scope, changes),
    insertDocuments(scope, changes),
  ].filter((part) => part !== null);
  const named = parts.map((part, index) => sql`${sql.raw(`part_${index}`)} as (${part})`);
  await queries.execute(sql`with ${sql.join(named, sql`, `)} select 1`);
}

function updateAccounts({ tenantId, environment }: Scope, changes: readonly AccountChanges[]): SQL {
  const heads = changes.map(({ account, state: { time, quietUntil, transactions, entries } }) => ({
    id: account,
    at: time,
    quiet_until: quietUntil,
    transactions,
    entries,
  }));
  // All of them are there, under this transaction's lock. Written so, each is found by its key; a planner without statistics
  // would join an update with all accounts of the tenant.
  return sql`insert into accounts (tenant_id, environment, id, created_at, "time", quiet_until, transactions, entries)
    select ${tenantId}::text, ${environment}::text, id, clock_timestamp(), at, quiet_until, transactions, entries
      from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb)
        as head(id text, at timestamptz, quiet_until timestamptz, transactions bigint, entries bigint)
    on conflict (tenant_id, environment, id) do update set "time" = excluded."time", quiet_until = excluded.quiet_until,
      transactions = excluded.transactions, entries = excluded.entries, version = accounts.version + 1`;
}

interface RecordToStore {
  readonly account: string;
  readonly open: boolean;
  readonly record: { readonly id: string };
}

function upsertRecords(scope: Scope, changes: readonly AccountChanges[]): (SQL | null)[] {
  const records = changes.map(({ account, changed }) => ({ account, changed, json: recordsToJson(changed) }));
  const list = (one: (typeof records)[number], kind: keyof ChangedRecords, isOpen: readonly boolean[]) =>
    one.json[kind].map((record, index) => ({ account: one.account, open: isOpen[index] as boolean, record }));
  const grants = records.flatMap((one) => list(one, "grants", one.changed.grants.map(isOpenGrant)));
  const holds = records.flatMap((one) => list(one, "holds", one.changed.holds.map(isOpenHold)));
  const charges = records.flatMap((one) => list(one, "charges", one.changed.charges.map(isOpenCharge)));
  return [
    upsert(scope, "credit_grants", grants),
    upsert(scope, "credit_holds", holds),
    upsert(scope, "credit_charges", charges),
  ];
}

function upsert({ tenantId, environment }: Scope, table: string, records: readonly RecordToStore[]): SQL | null {
  if (records.length === 0) return null;
  return sql`insert into ${sql.identifier(table)} (tenant_id, environment, account, id, open, record)
    select ${tenantId}::text, ${environment}::text, account, record->>'id', open, record
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as one(account text, open boolean, record jsonb)
    on conflict (tenant_id, environment, account, id) do update set open = excluded.open, record = excluded.record`;
}

function insertEntries({ tenantId, environment }: Scope, changes: readonly AccountChanges[]): SQL | null {
  const entries = changes.flatMap(({ account, entries }) =>
    entries.map((entry) => ({ ...entry, account, amount: String(entry.amount) })),
  );
  if (entries.length === 0) return null;
  return sql`insert into ledger_entries (tenant_id, environment, account, sequence, transaction, grant_id, moved_from,
      moved_to, amount, effective_at, recorded_at, reason, reference)
    select ${tenantId}::text, ${environment}::text, account, sequence, transaction, "grant", "from", "to", amount,
        "effectiveAt", "recordedAt", reason, reference
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as entry(account text, sequence bigint,
        transaction bigint, "grant" text, "from" text, "to" text, amount numeric, "effectiveAt" timestamptz,
        "recordedAt" timestamptz, reason text, reference text)`;
}

function insertDocuments({ tenantId, environment }: Scope, changes: readonly AccountChanges[]): SQL | null {
  const documents = changes.flatMap(({ account, documents }) => documents.map((one) => ({ account, ...one })));
  if (documents.length === 0) return null;
  return sql`insert into charge_documents (tenant_id, environment, account, id, at, terms, document)
    select ${tenantId}::text, ${environment}::text, account, id, (document->>'at')::timestamptz, terms, document
      from jsonb_to_recordset(${JSON.stringify(documents)}::jsonb)
        as one(account text, id text, terms text, document jsonb)`;
}
