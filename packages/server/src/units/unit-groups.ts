import { accountOf } from "@pricewright/core/frozen";
import { sql } from "drizzle-orm";
import { type Queries, rows, type Scope } from "../database/database.ts";
import { ISO_TIME } from "../database/iso-time.ts";
import { lookedUp } from "../database/looked-up.ts";
import type { UnitId } from "./frozen-store.ts";
import { unitKey } from "./unit-key.ts";

/** Ids that are one unit: an account and the visitors that turned out to be it, or one id by itself. */
export interface UnitGroup {
  /** The id that the unit is counted under. */
  readonly owner: UnitId;
  /** Every id of the unit, the owner's own among them. */
  readonly members: readonly UnitId[];
}

interface Link {
  readonly visitor: string;
  readonly account: string;
  readonly at: string;
}

/** The units that the given ids belong to, each once. */
export async function unitGroups(queries: Queries, scope: Scope, ids: readonly UnitId[]): Promise<UnitGroup[]> {
  const visitors = ids.filter(({ kind }) => kind === "visitor").map(({ id }) => id);
  const accounts = ids.filter(({ kind }) => kind === "account").map(({ id }) => id);
  const first = await readLinks(queries, scope, visitors, accounts);
  // Most ids have no links, and then nothing more is asked. Links of links decide who owns a visitor.
  const links =
    first.length === 0
      ? []
      : await readLinks(
          queries,
          scope,
          first.map(({ visitor }) => visitor),
          first.map(({ account }) => account),
        ).then((second) =>
          readLinks(
            queries,
            scope,
            second.map(({ visitor }) => visitor),
            [],
          ),
        );
  const byVisitor = Map.groupBy(links, ({ visitor }) => visitor);
  const accountOfVisitor = new Map([...byVisitor].map(([visitor, own]) => [visitor, accountOf(own)]));
  const visitorsOf = Map.groupBy(accountOfVisitor.keys(), (visitor) => accountOfVisitor.get(visitor));
  const groups = new Map<string, UnitGroup>();
  for (const unit of ids) {
    const account = unit.kind === "account" ? unit.id : (accountOfVisitor.get(unit.id) ?? null);
    const owner: UnitId = account === null ? unit : { kind: "account", id: account };
    const key = unitKey(owner);
    if (groups.has(key)) continue;
    const visitors = account === null ? [] : (visitorsOf.get(account) ?? []);
    groups.set(key, {
      owner,
      members: [owner, ...visitors.sort().map((id) => ({ kind: "visitor" as const, id }))],
    });
  }
  return [...groups.values()];
}

async function readLinks(
  queries: Queries,
  { tenantId, environment }: Scope,
  visitors: readonly string[],
  accounts: readonly string[],
): Promise<Link[]> {
  if (visitors.length === 0 && accounts.length === 0) return [];
  // Not at all where nobody was ever identified.
  const linksOf = (column: "visitor" | "account", ids: readonly string[]) =>
    sql`${lookedUp(
      sql`unnest(${sql.param([...new Set(ids)])}::text[]) as wanted`,
      "identities",
      { tenantId, environment },
      sql`stored.${sql.identifier(column)} = wanted`,
    )}
      where exists (select from identities where tenant_id = ${tenantId} and environment = ${environment})`;
  return rows<Link>(
    queries,
    sql`select visitor, account, to_char(at at time zone 'utc', ${ISO_TIME}) as at
      from ${linksOf("visitor", visitors)}
      union select visitor, account, to_char(at at time zone 'utc', ${ISO_TIME})
      from ${linksOf("account", accounts)}`,
  );
}
