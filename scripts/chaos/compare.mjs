/**
 * Compares what was promised with what is stored.
 *
 * @param {import("../../packages/server/src/database/database.ts").Database} database
 * @param {import("../../packages/server/src/database/database.ts").Scope} scope
 * @returns {Promise<string[]>} What is wrong.
 */
export async function compare(database, scope, book) {
  const faults = [];
  const expect = (what, actual, wanted) => {
    if (actual !== wanted) faults.push(`${what}: ${actual} where ${wanted} was promised`);
  };
  const read = async (query) => (await database.inScope(scope, (queries) => queries.execute(query))).rows;
  const stored = new Map(
    (await read(`select id, count(*)::int as times from events group by id`)).map(({ id, times }) => [id, times]),
  );
  let lost = 0;
  for (const id of book.events.keys()) if (!stored.has(id)) lost++;
  expect("acknowledged events that are lost", lost, 0);
  expect("events stored twice", [...stored.values()].filter((times) => times > 1).length, 0);
  const [ids] = await read(`select count(*)::int as count from event_ids`);
  expect("ids of events", ids.count, stored.size);

  const [events] = await read(`select
      count(distinct unit_id) filter (where body->>'type' = 'exposure')::int as exposed,
      count(distinct unit_id) filter (where body->>'type' = 'conversion')::int as sold,
      coalesce(sum((body->>'amount')::numeric) filter (where body->>'type' = 'conversion'), 0)::float8 as revenue
    from events`);
  const [totals] = await read(`select coalesce(sum(visitors), 0)::int as visitors,
      coalesce(sum(conversions), 0)::int as conversions, (coalesce(sum(revenue), 0) / 100)::float8 as revenue,
      coalesce(sum(multiple_exposure + slot_drift + price_mismatches + irregular), 0)::int as odd
    from experiment_statistics where experiment = 'price' and segment = ''`);
  expect("units in the statistics", totals.visitors, events.exposed);
  expect("sales in the statistics", totals.conversions, events.sold);
  expect("revenue in the statistics", totals.revenue, events.revenue);
  expect("units with something odd", totals.odd, 0);
  const [units] = await read(`select count(*)::int as units, count(*) filter (where converted)::int as converted,
      (coalesce(sum(revenue), 0) / 100)::float8 as revenue from units where experiment = 'price'`);
  expect("units", units.units, events.exposed);
  expect("units that bought", units.converted, events.sold);
  expect("revenue of units", units.revenue, events.revenue);

  const [quota] = await read(`select coalesce(sum(uses), 0)::int as uses from quota_counters`);
  const [uses] = await read(`select count(*)::int as count from uses`);
  expect("the quota counter", quota.uses, uses.count);
  expect("uses", uses.count, events.exposed);

  const drafts = await read(`select key, count(*)::int as times from experiments where status = 'draft' group by key`);
  const known = new Set(drafts.map(({ key }) => key));
  expect("promised experiments that are lost", [...book.created].filter((key) => !known.has(key)).length, 0);
  const [keys] = await read(`select count(*)::int as count, count(status)::int as answered from idempotency_keys`);
  expect("idempotency keys without an answer", keys.count - keys.answered, 0);
  expect("experiments without the key that made them", drafts.length, keys.count);

  const frozen = new Map(
    (await read(`select unit_id, record->>'variant' as variant from frozen_records where experiment = 'price'`)).map(
      ({ unit_id, variant }) => [unit_id, variant],
    ),
  );
  expect(
    "prices that were shown and are not kept",
    [...book.shown].filter(([id, variant]) => frozen.get(id) !== variant).length,
    0,
  );
  return faults;
}
