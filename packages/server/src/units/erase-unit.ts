import { randomBytes } from "node:crypto";
import type { ErasureReceipt } from "@pricewright/core/api";
import { accountOf } from "@pricewright/core/frozen";
import { type SQL, sql } from "drizzle-orm";
import { eraseAccount } from "../accounts/erase-account.ts";
import { writeAudit } from "../audit/write-audit.ts";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import { lockScope } from "../database/lock-scope.ts";
import { foldUnits } from "../events/fold-units.ts";
import { loadPricing } from "../experiments/pricing-cache.ts";
import type { Principal } from "../keys/principal.ts";
import type { Services } from "../services.ts";
import type { UnitId } from "./frozen-store.ts";
import { unitGroups } from "./unit-groups.ts";

/** An id, and what stands in its place from now on. */
interface Replacement extends UnitId {
  readonly pseudonym: string;
}

/** Ids this short are looked for as a whole only: inside other texts they may mean anything. */
const SHORTEST_INSIDE = 8;

/**
 * Makes everything that is stored of a unit nobody's: each of its ids is replaced by a random pseudonym wherever it is
 * stored, in ids of its events too. Amounts, times and what was found out at receipt stay, so totals and a rebuild do.
 */
export async function eraseUnit(
  { database, frozen, pricing, clock }: Pick<Services, "database" | "frozen" | "pricing" | "clock">,
  { scope, id: actor }: Principal,
  unit: UnitId,
): Promise<ErasureReceipt> {
  const now = clock();
  const { members, receipt } = await database.inScope(scope, async (queries) => {
    await lockScope(queries, scope);
    const members = (await unitGroups(queries, scope, [unit])).flatMap((group) => group.members);
    const replacements = members.map((member) => ({
      ...member,
      pseudonym: `erased_${randomBytes(16).toString("base64url")}`,
    }));
    await settleLinks(queries, scope, members);
    const counts = { ids: members.length, events: 0, outcomes: 0 };
    for (const replacement of replacements) {
      const { events, outcomes } = await replaceId(queries, scope, replacement, renaming(replacements));
      counts.events += events;
      counts.outcomes += outcomes;
    }
    // The pseudonyms are the same unit as before; ids of events may have changed places where times are equal.
    await foldUnits(queries, {
      scope,
      pricing: await loadPricing(queries),
      exposures: [],
      touched: replacements.map(({ kind, pseudonym: id }) => ({ kind, id })),
      again: true,
    });
    const entry = { actor, action: "unit.erase", target: `unit/${unit.kind}`, detail: counts };
    await writeAudit(queries, scope, entry, now);
    return { members, receipt: counts };
  });
  frozen.forget(scope, [unit, ...members]);
  pricing.forget(scope);
  return receipt;
}

/** Leaves each visitor concerned one link: which of two is the earlier may depend on the ids, which are about to go. */
async function settleLinks(
  queries: Queries,
  { tenantId, environment }: Scope,
  members: readonly UnitId[],
): Promise<void> {
  const idsOf = (kind: UnitId["kind"]) => sql.param(members.filter((one) => one.kind === kind).map(({ id }) => id));
  const links = await rows<{ visitor: string; account: string; at: string }>(
    queries,
    sql`select visitor, account, to_char(at at time zone 'utc', ${ISO_TIME}) as at from identities
      where tenant_id = ${tenantId} and environment = ${environment} and visitor in (
        select visitor from identities where tenant_id = ${tenantId} and environment = ${environment}
          and (visitor = any(${idsOf("visitor")}::text[]) or account = any(${idsOf("account")}::text[])))`,
  );
  for (const [visitor, own] of Map.groupBy(links, (link) => link.visitor))
    await queries.execute(sql`
      delete from identities where tenant_id = ${tenantId} and environment = ${environment}
        and visitor = ${visitor} and account <> ${accountOf(own)}`);
}

/** Replaces ids inside texts, the longest first: one may be the beginning of another. */
function renaming(replacements: readonly Replacement[]): (column: SQL) => SQL {
  const longestFirst = [...replacements].sort((a, b) => b.id.length - a.id.length);
  return (column) =>
    longestFirst.reduce(
      (text, { id, pseudonym }) =>
        id.length < SHORTEST_INSIDE
          ? sql`case when ${column} = ${id} then ${pseudonym} else ${text} end`
          : sql`replace(${text}, ${id}, ${pseudonym})`,
      column,
    );
}

/** Gives the rows of one id to its pseudonym. */
async function replaceId(
  queries: Queries,
  { tenantId, environment }: Scope,
  { kind, id, pseudonym }: Replacement,
  renamed: (column: SQL) => SQL,
): Promise<Pick<ErasureReceipt, "events" | "outcomes">> {
  const here = sql`tenant_id = ${tenantId} and environment = ${environment}`;
  const own = sql`${here} and unit_kind = ${kind} and unit_id = ${id}`;
  const reference = JSON.stringify({ kind, id: pseudonym });
  const run = async (statement: SQL) => (await rows(queries, sql`${statement} returning 1`)).length;

  await run(sql`update event_ids set id = ${renamed(sql`id`)} from (
      select distinct source, id as event from events where ${own}) reported
    where event_ids.tenant_id = ${tenantId} and event_ids.environment = ${environment}
      and event_ids.source = reported.source and event_ids.id = reported.event`);
  const events = await run(sql`update events set unit_id = ${pseudonym}, id = ${renamed(sql`id`)},
      body = body || case when body ? 'conversion'
        then jsonb_build_object('conversion', ${renamed(sql`body->>'conversion'`)}) else '{}' end
    where ${own}`);
  const outcomes = await run(sql`update outcomes set unit_id = ${pseudonym}, event_id = ${renamed(sql`event_id`)},
      sale = ${renamed(sql`sale`)}
    where ${own}`);
  await run(sql`update units set unit_id = ${pseudonym}, first_exposure_id = split_part(first_exposure_id, ':', 1) || ':'
      || ${renamed(sql`substr(first_exposure_id, strpos(first_exposure_id, ':') + 1)`)}
    where ${own}`);
  await run(sql`update frozen_records set unit_id = ${pseudonym},
      record = record || jsonb_build_object('unit', ${reference}::jsonb, 'hashedId', ${pseudonym}::text)
    where ${own}`);
  await run(sql`update unseen_sales set unit_id = ${pseudonym} where ${own}`);
  await run(sql`update internal_units set unit_id = ${pseudonym} where ${own}`);
  await queries.execute(sql`select erase_audited_unit(${kind}, ${id}, ${pseudonym})`);
  await run(sql`update provider_subscriptions set unit_id = ${pseudonym} where ${own}`);
  await run(sql`update provider_payments set unit_id = ${pseudonym} where ${own}`);
  // The bodies hold names and addresses, too.
  await run(sql`update received_webhooks set unit_id = ${pseudonym}, sealed = '' where ${own}`);
  await run(sql`update uses set unit_id = ${pseudonym} where ${own}`);
  const column = sql.identifier(kind);
  await run(sql`update identities set ${column} = ${pseudonym} where ${here} and ${column} = ${id}`);
  await run(sql`update checkouts set unit_id = ${pseudonym}, url = ${renamed(sql`url`)},
      success_url = ${renamed(sql`success_url`)}, cancel_url = ${renamed(sql`cancel_url`)}
    where ${own}`);
  if (kind === "account") await eraseAccount(queries, { tenantId, environment }, { id, pseudonym });
  const named = id.length < SHORTEST_INSIDE ? JSON.stringify(id) : JSON.stringify(id).slice(1, -1);
  await run(
    sql`delete from idempotency_keys where ${here} and (strpos(body, ${named}) > 0 or strpos(key, ${named}) > 0)`,
  );
  // An experiment may force a variant on an id by name.
  await run(sql`update experiments set settings = jsonb_set(settings, '{forced}', (settings->'forced') - ${id}::text)
    where ${here} and settings->'forced' ? ${id}`);
  await run(sql`update experiment_revisions
    set definition = jsonb_set(definition, '{forced}', (definition->'forced') - ${id}::text)
    where ${here} and definition->'forced' ? ${id}`);
  return { events, outcomes };
}
