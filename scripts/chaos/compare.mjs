import { rebuildStatistics } from "../../packages/server/src/events/rebuild-statistics.ts";
import { compareCredits } from "./credits.mjs";
import { LIVE, TEST } from "./server.mjs";

/**
 * Compares what was promised with what is stored, and what is counted with what the events say.
 *
 * @param {import("../../packages/server/src/database/database.ts").Database} database
 * @returns {Promise<string[]>} What is wrong.
 */
export async function compare(database, book) {
  const faults = [];
  const expect = (what, actual, wanted) => {
    if (actual !== wanted) faults.push(`${what}: ${actual} where ${wanted} was promised`);
  };
  const readIn = (scope) => async (query) => (await database.inScope(scope, (queries) => queries.execute(query))).rows;
  const input = { read: readIn(LIVE), book, expect };
  await compareEvents(input);
  await compareTotals(input);
  await compareWrites(input);
  await comparePrices(input);
  await compareCredits(input);
  await compareCheckouts({ ...input, read: readIn(TEST) });
  const { outcomes, units, statistics } = await rebuildStatistics(database, LIVE);
  expect("a rebuild finds missing outcomes", outcomes, 0);
  expect("a rebuild writes records of units anew", units, 0);
  expect("a rebuild changes statistics", JSON.stringify(statistics, withBigint), "{}");
  return faults;
}

async function compareEvents({ read, book, expect }) {
  const stored = new Map(
    (await read(`select id, count(*)::int as times from events group by id`)).map(({ id, times }) => [id, times]),
  );
  expect("acknowledged events that are lost", [...book.events].filter((id) => !stored.has(id)).length, 0);
  expect("events stored twice", [...stored.values()].filter((times) => times > 1).length, 0);
  const [ids] = await read(`select count(*)::int as count from event_ids`);
  expect("ids of events", ids.count, stored.size);
}

/** Totals, worked out from the events in another way than the server's. */
async function compareTotals({ read, book, expect }) {
  const [wanted] = await read(`
    with owned as (
      select coalesce('account ' || account, unit_kind || ' ' || unit_id) as owner, id, body, derived
      from events left join identities on unit_kind = 'visitor' and visitor = unit_id
      where unverified = ''),
    refunds as (
      select body->>'conversion' as sale, sum((body->>'amount')::numeric) as amount
      from owned where body->>'type' = 'refund' group by 1),
    sales as (
      select owner, greatest((body->>'amount')::numeric - coalesce(refunds.amount, 0), 0) as net
      from owned left join refunds on sale = id where body->>'type' = 'conversion'),
    exposed as (select distinct owner from owned where derived <> '[]')
    select (select count(*) from exposed)::int as units,
      (select count(distinct owner) from sales join exposed using (owner))::int as converted,
      (select coalesce(sum(net) * 100, 0) from sales join exposed using (owner))::float8 as revenue,
      (select coalesce(sum((body->>'cost')::numeric) * 1e12, 0) from owned join exposed using (owner))::text as cost`);
  const [units] = await read(`select count(*)::int as units, count(*) filter (where converted)::int as converted,
      coalesce(sum(revenue), 0)::float8 as revenue, coalesce(sum(cost), 0)::text as cost
    from units where experiment = 'price'`);
  for (const name of ["units", "converted", "revenue"]) expect(`${name}, unit by unit`, units[name], wanted[name]);
  expect("cost, unit by unit", BigInt(units.cost), BigInt(wanted.cost.split(".")[0]));
  const [totals] = await read(`select coalesce(sum(visitors + multiple_exposure + price_mismatches), 0)::int as units,
      coalesce(sum(revenue + excluded_revenue), 0)::float8 as revenue
    from experiment_statistics where experiment = 'price' and segment = ''`);
  for (const name of ["units", "revenue"]) expect(`${name} in the statistics`, totals[name], wanted[name]);
  const odd = await read(`select unit_id from units
    where experiment = 'price' and (several_variants or charged_mismatch or shown_mismatch or slot_drift)`);
  expect("units with something odd", odd.filter(({ unit_id }) => !book.shared.has(unit_id)).length, 0);

  const [quota] = await read(`select coalesce(sum(uses), 0)::int as uses from quota_counters`);
  const [uses] = await read(`select count(*)::int as count from uses`);
  expect("the quota counter", quota.uses, uses.count);
  expect("uses", uses.count, wanted.units);
}

async function compareWrites({ read, book, expect }) {
  const drafts = await read(`select key from experiments where status = 'draft'`);
  const known = new Set(drafts.map(({ key }) => key));
  expect("promised experiments that are lost", [...book.created].filter((key) => !known.has(key)).length, 0);
  const [keys] = await read(`select count(*)::int as count, count(status)::int as answered from idempotency_keys`);
  expect("idempotency keys without an answer", keys.count - keys.answered, 0);
  expect("experiments without the key that made them", drafts.length, keys.count);
  const links = new Map(
    (await read(`select visitor, account from identities`)).map((row) => [row.visitor, row.account]),
  );
  const lost = [...book.identified].filter(([visitor, account]) => links.get(visitor) !== account);
  expect("acknowledged identifications that are lost", lost.length, 0);
}

async function comparePrices({ read, book, expect }) {
  // What only an event said is kept with the unit's totals, and of whoever turned out to be an account with the event.
  const kept = await read(`select distinct on (unit) unit, variant from (
      select 1 as place, unit_kind || ' ' || unit_id as unit, record->>'variant' as variant
        from frozen_records where experiment = 'price'
      union all select 2, unit_kind || ' ' || unit_id, variant from units where experiment = 'price'
      union all select 3, unit_kind || ' ' || unit_id, said->>'variant'
        from events cross join jsonb_array_elements(derived) as said join identities on visitor = unit_id
        where unit_kind = 'visitor' and unverified = '' and said->>'experiment' = 'price') as said
    order by unit, place, variant`);
  const variants = new Map(kept.map(({ unit, variant }) => [unit, variant]));
  const lost = [...book.shown].filter(([unit, variant]) => variants.get(unit) !== variant);
  expect("prices that were shown and are not kept", lost.join(" and "), "");
}

async function compareCheckouts({ read, book, expect }) {
  const stored = await read(`select id, quote_id from checkouts`);
  const known = new Set(stored.map(({ id }) => id));
  expect("promised checkouts that are lost", [...book.checkouts.values()].filter((id) => !known.has(id)).length, 0);
  expect("quotes with several checkouts", stored.length - new Set(stored.map(({ quote_id }) => quote_id)).size, 0);
}

function withBigint(_, value) {
  return typeof value === "bigint" ? String(value) : value;
}
