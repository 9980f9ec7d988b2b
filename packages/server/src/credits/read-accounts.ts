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
import { lookedUp } from "../database/looked-up.ts";

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

/** Where a new account's versions begin, so that no copy in memory of one that is gone passes for it. */
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
  scope: Scope,
  ids: readonly string[],
  named: readonly Named[] = [],
): Promise<LockedAccounts> {
  const wanted = sql`unnest(${sql.param(ids.toSorted())}::text[]) as wanted`;
  const list = namesTable(named);
  const isIn = (table: string) => sql`exists (select from ${lookedUp(list, table, scope, IS_NAMED)})`;
  // Outside of what locks, so that the clock is read after the wait.
  const found = await rows<AccountHead & { now: string; isNamed: boolean }>(
    queries,
    sql`with locked as materialized (
        select accounts.* from ${lookedUp(wanted, "accounts", scope, sql`stored.id = wanted`, { lock: true })})
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

/** One of {@link namesTable}. */
const IS_NAMED: SQL = sql`stored.account = named.account and stored.id = named.id`;

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
  scope: Scope,
  { open, named }: { readonly open: readonly string[]; readonly named: readonly Named[] },
): Promise<ReadonlyMap<string, Records>> {
  const opened = sql`unnest(${sql.param(open)}::text[]) as opened`;
  const namedIn = (table: string) => lookedUp(sql`named`, table, scope, IS_NAMED);
  const openIn = (table: string) => lookedUp(opened, table, scope, sql`stored.account = opened and stored.open`);
  const found = await rows<RecordRow>(
    queries,
    sql`with named as materialized (
        select * from ${namesTable(named)}),
      holds as materialized (
        select credit_holds.account, credit_holds.record from ${namedIn("credit_holds")}),
      charges as materialized (
        select credit_charges.account, credit_charges.record from ${namedIn("credit_charges")}),
      burnt as (
        select * from named
        union select account, part->>'grant' from holds, jsonb_array_elements(record->'taken') part
        union select account, part->>'grant' from charges, jsonb_array_elements(record->'parts') part)
      select 'holds' as kind, account, record from holds
      union all select 'charges', account, record from charges
      union all select 'grants', credit_grants.account, credit_grants.record
        from ${lookedUp(sql`burnt as named`, "credit_grants", scope, IS_NAMED)}
      union all select 'grants', account, record from ${openIn("credit_grants")}
        where (account, id) not in (select * from burnt)
      union all select 'holds', account, record from ${openIn("credit_holds")}
        where (account, id) not in (select * from named)
      union all select 'charges', account, record from ${openIn("credit_charges")}
        where (account, id) not in (select * from named)
      union all select 'documents', charge_documents.account, jsonb_build_object('id', charge_documents.id,
          'terms', charge_documents.terms, 'document', charge_documents.document)
        from ${namedIn("charge_documents")}`,
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
