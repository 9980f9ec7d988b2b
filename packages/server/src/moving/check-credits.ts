import { isPricewrightError, type Problem } from "@pricewright/core";
import {
  defineCostTable,
  findLedgerDifferences,
  isOpenCharge,
  isOpenGrant,
  isOpenHold,
  type LedgerEntry,
  ledgerEntryFromJson,
  recordsFromJson,
} from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import { type AccountHead, HEAD, stateOf } from "../credits/read-accounts.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import { costTables } from "../database/schema/index.ts";
import { RequestProblem } from "../problems/problem.ts";

/** Accounts that are looked at together. */
const AT_ONCE = 100;

/** A record as it is stored: under an id of its own, open or not. */
interface Stored {
  readonly id: string;
  readonly open: boolean;
  readonly record: { readonly id: string };
}

interface StoredAccount extends AccountHead {
  readonly grants: readonly Stored[];
  readonly holds: readonly Stored[];
  readonly charges: readonly Stored[];
  readonly ledger: readonly unknown[];
}

/**
 * Checks that the accounts which were taken in are what their ledgers led to, by core's rules, and cost tables what their
 * hashes say: a file must not bring credits that nobody gave.
 *
 * @throws RequestProblem `import-refused` that names the account or the cost table.
 */
export async function checkCredits(queries: Queries, scope: Scope): Promise<void> {
  await checkCostTables(queries);
  await checkAccountsExist(queries, scope);
  for (let after = ""; ; ) {
    const found = await readAccounts(queries, scope, after);
    for (const account of found) {
      const [problem] = problemsOf(account);
      if (problem) throw refused(`The credits of account ${JSON.stringify(account.id)}: ${problem}`);
    }
    const last = found.at(-1);
    if (!last || found.length < AT_ONCE) return;
    after = last.id;
  }
}

async function checkCostTables(queries: Queries): Promise<void> {
  for (const { id, version, hash, document } of await queries.select().from(costTables)) {
    const problem = attempt(() => {
      const defined = defineCostTable(document);
      return defined.hash === hash && defined.id === id && defined.version === version ? [] : ["it has another hash"];
    })[0];
    if (problem) throw refused(`Version ${JSON.stringify(version)} of cost table ${JSON.stringify(id)}: ${problem}`);
  }
}

/** Records of an account that is not there would be found by nobody until somebody makes it. */
async function checkAccountsExist(queries: Queries, { tenantId, environment }: Scope): Promise<void> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const named = ["credit_grants", "credit_holds", "credit_charges", "ledger_entries", "charge_documents"].map(
    (table) => sql`select account from ${sql.identifier(table)} where ${here}`,
  );
  const [stray] = await rows<{ account: string }>(
    queries,
    sql`select account from (${sql.join(named, sql` union `)}) as named
      where not exists (select from accounts where ${here} and id = account) limit 1`,
  );
  if (stray) throw refused(`There are credits of account ${JSON.stringify(stray.account)}, which is not in the file`);
  const [unknown] = await rows<{ id: string }>(
    queries,
    sql`select id from accounts where ${here} and catalog_version is not null
      and catalog_version not in (select version from catalogs where ${here}) limit 1`,
  );
  if (unknown) throw refused(`Account ${JSON.stringify(unknown.id)} keeps a price list that is not in the file`);
}

async function readAccounts(
  queries: Queries,
  { tenantId, environment }: Scope,
  after: string,
): Promise<readonly StoredAccount[]> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const records = (table: string) =>
    sql`(select coalesce(jsonb_agg(jsonb_build_object('id', stored.id, 'open', open, 'record', record)), '[]')
      from ${sql.identifier(table)} stored where ${here} and account = accounts.id)`;
  return rows<StoredAccount>(
    queries,
    sql`select ${HEAD}, ${records("credit_grants")} as grants, ${records("credit_holds")} as holds,
        ${records("credit_charges")} as charges,
        (select coalesce(jsonb_agg(jsonb_build_object('sequence', sequence, 'transaction', transaction, 'grant', grant_id,
            'from', moved_from, 'to', moved_to, 'amount', trim_scale(amount / 1000000)::text,
            'effectiveAt', to_char(effective_at at time zone 'utc', ${ISO_TIME}),
            'recordedAt', to_char(recorded_at at time zone 'utc', ${ISO_TIME}), 'reason', reason, 'reference', reference)
            order by sequence), '[]')
          from ledger_entries where ${here} and account = accounts.id) as ledger
      from accounts where ${here} and id > ${after} order by id limit ${AT_ONCE}`,
  );
}

function problemsOf(account: StoredAccount): readonly string[] {
  return attempt(() => {
    const { grants, holds, charges, ledger } = account;
    const of = (list: readonly Stored[]) => list.map(({ record }) => record);
    const records = recordsFromJson({ grants: of(grants), holds: of(holds), charges: of(charges) });
    const isListed = (list: readonly Stored[], openIds: ReadonlySet<string>) =>
      list.every(({ id, open, record }) => id === record.id && open === openIds.has(id));
    const ids = (list: readonly { readonly id: string }[]) => new Set(list.map(({ id }) => id));
    const isStoredRight =
      isListed(grants, ids(records.grants.filter(isOpenGrant))) &&
      isListed(holds, ids(records.holds.filter(isOpenHold))) &&
      isListed(charges, ids(records.charges.filter(isOpenCharge)));
    if (!isStoredRight) return ["a record is not stored as what it is"];
    const entries: readonly LedgerEntry[] = ledger.map(ledgerEntryFromJson);
    return findLedgerDifferences(stateOf(account, records), entries).map(describe);
  });
}

function attempt(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch (error) {
    if (isPricewrightError(error)) return [error.message];
    throw error;
  }
}

function describe({ path, message }: Problem): string {
  return `${path.join(" ")}: ${message}`;
}

function refused(why: string): RequestProblem {
  return new RequestProblem("import-refused", `The file cannot be imported: ${why.replace(/\.$/, "")}.`);
}
