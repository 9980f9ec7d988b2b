import {
  addRecords,
  type ChangedRecords,
  type ChargeDocument,
  type CreditState,
  emptyCreditState,
  type RecordsJson,
  recordsFromJson,
} from "@pricewright/core/credits";
import { type SQL, sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";

/** An account's row. */
export interface AccountHead {
  readonly id: string;
  readonly plan: string | null;
  readonly catalogVersion: number | null;
  readonly time: string | null;
  readonly transactions: number;
  readonly entries: number;
  readonly version: number;
}

/** An id that a command names. */
export interface Named {
  readonly account: string;
  readonly id: string;
}

interface RecordRow {
  readonly kind: keyof RecordsJson | "documents";
  readonly account: string;
  readonly record: unknown;
}

/** Records of one account, and how its usage became charges. */
export interface Records extends ReturnType<typeof recordsFromJson> {
  readonly documents: readonly ChargeDocument[];
}

/** The columns of an account's row. */
export const HEAD: SQL = sql`id, plan, catalog_version as "catalogVersion", transactions::float8 as transactions,
  entries::float8 as entries, version::float8 as version, to_char("time" at time zone 'utc', ${ISO_TIME}) as "time"`;

/** Where a new account's versions begin, so that no copy in memory of an erased one of the same id passes for it. */
export const FIRST_VERSION: SQL = sql`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Accounts under their locks. */
export interface LockedAccounts {
  readonly heads: ReadonlyMap<string, AccountHead>;
  /** The database's time once all were locked; null where there is none of them. */
  readonly now: string | null;
  /**
   * Whether anything is stored under the names. Where it says no, that holds of accounts whose version was known before:
   * it is of the moment at which the statement began to wait.
   */
  readonly isNamed: boolean;
}

/** Locks accounts in the order of their ids, and reads the database's clock when all are locked. */
export async function lockAccounts(
  queries: Queries,
  { tenantId, environment }: Scope,
  ids: readonly string[],
  named: readonly Named[] = [],
): Promise<LockedAccounts> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const list = namesTable(named);
  const isIn = (table: string) =>
    sql`exists (select from ${list} join ${sql.identifier(table)} using (account, id) where ${here})`;
  // Outside of what locks, so that the clock is read after the wait.
  const found = await rows<AccountHead & { now: string; isNamed: boolean }>(
    queries,
    sql`with locked as materialized (
        select * from accounts where ${here} and id = any(${sql.param(ids)}::text[]) order by id for update)
      select ${HEAD}, to_char(clock_timestamp() at time zone 'utc', ${ISO_TIME}) as now,
        ${named.length === 0 ? sql`false` : sql`(select ${isIn("credit_holds")} or ${isIn("credit_charges")} or ${isIn("credit_grants")})`} as "isNamed"
      from locked`,
  );
  const now = found.reduce<string | null>(
    (latest, row) => (latest === null || row.now > latest ? row.now : latest),
    null,
  );
  const isNamed = found.some((row) => row.isNamed);
  return { heads: new Map(found.map((row) => [row.id, row])), now, isNamed };
}

function namesTable(named: readonly Named[]): SQL {
  const accounts = sql.param(named.map(({ account }) => account));
  return sql`unnest(${accounts}::text[], ${sql.param(named.map(({ id }) => id))}::text[]) as named(account, id)`;
}

/**
 * Reads the open records of some accounts, and the records that commands name in any account, with the grants that these
 * burnt.
 */
export async function readRecords(
  queries: Queries,
  { tenantId, environment }: Scope,
  { open, named }: { readonly open: readonly string[]; readonly named: readonly Named[] },
): Promise<ReadonlyMap<string, Records>> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const accounts = sql.param(open);
  const wanted = sql`(account, id) in (select * from named)`;
  const found = await rows<RecordRow>(
    queries,
    sql`with named as materialized (
        select * from ${namesTable(named)}),
      holds as materialized (select account, record from credit_holds where ${here} and ${wanted}),
      charges as materialized (select account, record from credit_charges where ${here} and ${wanted}),
      burnt as (
        select * from named
        union select account, part->>'grant' from holds, jsonb_array_elements(record->'taken') part
        union select account, part->>'grant' from charges, jsonb_array_elements(record->'parts') part)
      select 'holds' as kind, account, record from holds
      union all select 'charges', account, record from charges
      union all select 'grants', account, record from credit_grants where ${here} and (account, id) in (select * from burnt)
      union all select 'grants', account, record from credit_grants
        where ${here} and account = any(${accounts}::text[]) and open
          and (account, id) not in (select * from burnt)
      union all select 'holds', account, record from credit_holds
        where ${here} and account = any(${accounts}::text[]) and open and not ${wanted}
      union all select 'documents', account, jsonb_build_object('id', id, 'terms', terms, 'document', document)
        from charge_documents where ${here} and ${wanted}
      union all select 'charges', account, record from credit_charges
        where ${here} and account = any(${accounts}::text[]) and open and not ${wanted}`,
  );
  return new Map(
    [...Map.groupBy(found, ({ account }) => account)].map(([account, own]) => {
      const of = (kind: RecordRow["kind"]) => own.filter((row) => row.kind === kind).map(({ record }) => record);
      const records = recordsFromJson({ grants: of("grants"), holds: of("holds"), charges: of("charges") });
      return [account, { ...records, documents: of("documents") as ChargeDocument[] }];
    }),
  );
}

/** The state of an account's row and records. */
export function stateOf(
  { time, transactions, entries }: AccountHead,
  records: ChangedRecords | undefined,
): CreditState {
  const head = { ...emptyCreditState, time, transactions, entries };
  if (!records) return head;
  const owing = records.charges
    .filter(({ owed }) => owed > 0n)
    .sort((a, b) => a.owedSince - b.owedSince)
    .map(({ id }) => id);
  return addRecords({ ...head, owing }, records);
}
