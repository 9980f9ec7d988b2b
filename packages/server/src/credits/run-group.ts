import {
  addRecords,
  type CreditCommand,
  type CreditOutcome,
  type CreditState,
  changedRecords,
  decideCredits,
  emptyCreditState,
  idsOf,
  openPart,
} from "@pricewright/core/credits";
import { sql } from "drizzle-orm";
import type { Queries, Scope } from "../database/database.ts";
import { lockScope } from "../database/lock-scope.ts";
import type { Pricing } from "../experiments/pricing-cache.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";
import { auditCommands } from "./audit-commands.ts";
import type { CreditRequest } from "./credit-request.ts";
import { foldCosts } from "./fold-costs.ts";
import {
  type AccountHead,
  FIRST_VERSION,
  type LockedAccounts,
  lockAccounts,
  type Named,
  type Records,
  readRecords,
  stateOf,
} from "./read-accounts.ts";
import { type AccountChanges, writeChanges } from "./write-changes.ts";

/** The open part of an account's state, as it was at a version. */
export interface KnownState {
  readonly version: number;
  readonly state: CreditState;
}

/** Requests of one account, in the order in which they came. */
export interface AccountRequests {
  readonly account: string;
  readonly requests: readonly CreditRequest[];
}

/** What {@link runGroup} goes by. */
export interface RunGroupInput {
  readonly scope: Scope;
  readonly groups: readonly AccountRequests[];
  readonly known: (account: string) => KnownState | undefined;
  readonly pricing: Pricing;
  readonly secrets: TenantSecrets;
  /** The time, where it is not the database's. */
  readonly clock: (() => Date) | undefined;
}

/** What became of one account's requests, valid once the transaction is stored. */
export interface AccountOutcomes {
  readonly account: string;
  readonly outcomes: readonly CreditOutcome[];
  readonly known: KnownState | null;
}

/** Does the commands of several accounts in the transaction that it is given. */
export async function runGroup(queries: Queries, input: RunGroupInput): Promise<readonly AccountOutcomes[]> {
  const { scope, groups, pricing, secrets } = input;
  // Before any account's lock, as everywhere.
  if (groups.some(({ requests }) => requests.some(isOfUsage))) await lockScope(queries, scope);
  const locked = await lockOrMake(queries, input);
  const { heads, now } = locked;
  const states = await readStates(queries, input, locked);
  const changes: AccountChanges[] = [];
  const done = groups.map(({ account, requests }): AccountOutcomes => {
    const head = heads.get(account);
    const { state: before, documents } = states.get(account) as AccountState;
    const at = before.time !== null && before.time > now ? before.time : now;
    const catalog = pricing.catalogs.find(({ version }) => version === head?.catalogVersion)?.document;
    const commands = requests.map(({ command }) => command);
    const decision = decideCredits({
      account,
      plan: head?.plan ?? null,
      catalog,
      state: before,
      documents,
      commands,
      at,
    });
    const { outcomes, state } = decision;
    if (!head) return { account, outcomes, known: null };
    const hasChanged = state !== before;
    if (hasChanged)
      changes.push({ ...decision, account, state: openPart(state), changed: changedRecords(before, state) });
    return {
      account,
      outcomes,
      known: { version: head.version + (hasChanged ? 1 : 0), state: openPart(state) },
    };
  });
  if (changes.length > 0) await writeChanges(queries, scope, changes);
  await foldCosts(queries, { scope, pricing, secrets, changes, now });
  await auditCommands(queries, { scope, groups, done, now });
  return done;
}

type Locked = Pick<LockedAccounts, "heads" | "isNamed"> & { readonly now: string };

/** Locks the accounts; those that are new and get something are made. */
async function lockOrMake(queries: Queries, input: RunGroupInput): Promise<Locked> {
  const { scope, groups, pricing, clock } = input;
  const ids = groups.map(({ account }) => account);
  const named = groups.flatMap(({ account, requests }) => namesOf(account, requests, input.known(account)?.state));
  const locked = await lockAccounts(queries, scope, ids, named);
  const missing = groups.filter(({ account, requests }) => !locked.heads.has(account) && requests.some(beginsAccount));
  if (missing.length === 0) return { ...locked, now: timeOf(locked.now, clock) };
  const { tenantId, environment } = scope;
  const newest = pricing.catalogs.at(-1)?.version ?? null;
  const made = missing.map(({ account }) => account).sort();
  await queries.execute(sql`insert into accounts (tenant_id, environment, id, catalog_version, created_at, version)
    select ${tenantId}, ${environment}, id, ${newest}::integer, clock_timestamp(), ${FIRST_VERSION}
      from unnest(${sql.param(made)}::text[]) as id
    on conflict do nothing`);
  const again = await lockAccounts(queries, scope, ids);
  return { ...again, isNamed: true, now: timeOf(again.now, clock) };
}

function timeOf(database: string | null, clock: (() => Date) | undefined): string {
  if (clock) return clock().toISOString();
  // Where no account is there, nothing is stored, and no time either.
  return database ?? new Date().toISOString();
}

function isOfUsage({ command: { type } }: CreditRequest): boolean {
  return type === "charge-usage" || type === "settle-usage";
}

function beginsAccount({ command: { type } }: CreditRequest): boolean {
  return type === "grant" || type === "hold" || type === "charge" || type === "charge-usage";
}

type AccountState = Pick<Records, "documents"> & { readonly state: CreditState };

/** The states of the accounts, from memory where it is current, with every record that the commands name. */
async function readStates(
  queries: Queries,
  { scope, groups, known }: RunGroupInput,
  { heads, isNamed }: Locked,
): Promise<ReadonlyMap<string, AccountState>> {
  const current = new Map<string, CreditState>();
  const named: Named[] = [];
  for (const { account, requests } of groups) {
    const head = heads.get(account);
    const kept = known(account);
    if (!head) current.set(account, emptyCreditState);
    else if (kept?.version === head.version) current.set(account, kept.state);
    if (head) named.push(...namesOf(account, requests, current.get(account)));
  }
  const open = groups.map(({ account }) => account).filter((account) => !current.has(account));
  const isMissing = open.length > 0 || (isNamed && named.length > 0);
  const records = isMissing ? await readRecords(queries, scope, { open, named }) : new Map<string, Records>();
  return new Map(
    groups.map(({ account }) => {
      const own = records.get(account);
      const kept = current.get(account);
      const state = kept ? (own ? addRecords(kept, own) : kept) : stateOf(heads.get(account) as AccountHead, own);
      return [account, { state, documents: own?.documents ?? [] }];
    }),
  );
}

/** What must be looked for in storage: an open hold is at hand, and has become no charge yet. */
function namesOf(account: string, requests: readonly CreditRequest[], state: CreditState | undefined): Named[] {
  const grants = new Set(state?.grants.map(({ id }) => id));
  const isAtHand = ({ type }: CreditCommand, id: string) => {
    if (type === "grant" || type === "void" || type === "expire") return grants.has(id);
    return type !== "refund" && state?.holds.has(id) === true;
  };
  return requests.flatMap(({ command }) =>
    idsOf(command)
      .filter((id) => !isAtHand(command, id))
      .map((id) => ({ account, id })),
  );
}
