import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { createServices } from "../../packages/server/src/create-services.ts";
import { openEmbedded } from "../../packages/server/src/database/open-embedded.ts";
import { openPostgresql } from "../../packages/server/src/database/open-postgresql.ts";
import { namedKey } from "../../packages/server/src/secrets/master-keys.ts";
import { newRoot } from "../../packages/server/src/tenants/tenant-secrets.ts";
import { newPlace } from "../chaos/databases.mjs";

const require = createRequire(new URL("../../packages/server/package.json", import.meta.url));

const SCOPE = { tenantId: "bench", environment: "test" };
const POLICY =
  "tenant_id = nullif(current_setting('app.tenant_id', true), '') and environment = nullif(current_setting('app.environment', true), '')";
const table = (name, columns) => `
  create table ${name} (tenant_id text not null, environment text not null, ${columns});
  alter table ${name} enable row level security; alter table ${name} force row level security;
  create policy scope on ${name} to pw_app using (${POLICY}) with check (${POLICY});
  grant select, insert, update on ${name} to pw_app;`;

/** The least that holds need: a number for each account, a row for each hold, and a ledger. */
const LEAST = `
  ${table("least_accounts", "id text, available numeric not null, held numeric not null, consumed numeric not null, entries bigint not null, primary key (tenant_id, environment, id)")}
  ${table("least_holds", "account text, id text, amount numeric not null, expires_at timestamptz not null, actual numeric, primary key (tenant_id, environment, account, id)")}
  ${table("least_entries", "account text, sequence bigint, moved_from text not null, moved_to text not null, amount numeric not null, at timestamptz not null, reason text not null, reference text not null, primary key (tenant_id, environment, account, sequence)")}
  create function least_hold(tenant text, place text, wanted text, hold text, credits numeric) returns numeric language plpgsql as $$
  declare entry bigint;
  begin
    update least_accounts set available = available - credits, held = held + credits, entries = entries + 1
      where tenant_id = tenant and environment = place and id = wanted and available >= credits returning entries into entry;
    if not found then return null; end if;
    insert into least_holds values (tenant, place, wanted, hold, credits, clock_timestamp() + interval '1 hour');
    insert into least_entries values (tenant, place, wanted, entry, 'available', 'held', credits, clock_timestamp(), 'hold', hold);
    return credits;
  end $$;
  create function least_settle(tenant text, place text, wanted text, hold text, credits numeric) returns numeric language plpgsql as $$
  declare taken numeric; entry bigint;
  begin
    perform 1 from least_accounts where tenant_id = tenant and environment = place and id = wanted for update;
    update least_holds set actual = credits where tenant_id = tenant and environment = place and account = wanted and id = hold
      and actual is null returning amount into taken;
    if not found then return null; end if;
    update least_accounts set held = held - taken, consumed = consumed + credits, available = available + taken - credits,
      entries = entries + 2 where tenant_id = tenant and environment = place and id = wanted returning entries into entry;
    insert into least_entries values
      (tenant, place, wanted, entry - 1, 'held', 'consumed', credits, clock_timestamp(), 'settle', hold),
      (tenant, place, wanted, entry, 'held', 'available', taken - credits, clock_timestamp(), 'settle', hold);
    return credits;
  end $$;`;

/**
 * Pairs of hold and settle a second, by the server's commands and by one PL/pgSQL function a call, in turns: under the same
 * role, policies and durability, through the same connections.
 */
export async function benchCredits(kind, { rounds, seconds }) {
  const place = await newPlace(kind);
  const { database, drop } = await open(kind, place);
  try {
    const masterKeys = [namedKey(randomBytes(32))];
    const services = createServices({
      database,
      masterKeys,
      limits: { consume: async () => {} },
      clock: () => new Date(),
      localDashboard: false,
      corsOrigins: [],
      countryHeader: null,
      addressHeader: null,
      upgradeUrl: "",
      quotaLimits: {},
    });
    const run = (account, command) => services.credits.run(SCOPE, account, { actor: "bench", command });
    const least = (name, account, hold, amount) =>
      database.inScope(SCOPE, (queries) =>
        queries.execute(
          `select ${name}('${SCOPE.tenantId}', '${SCOPE.environment}', '${account}', '${hold}', ${amount})`,
        ),
      );
    const own = async (account, hold) => {
      await run(account, { type: "hold", id: hold, amount: 2_000_000n });
      await run(account, { type: "settle", hold, actual: 1_000_000n });
    };
    const plain = async (account, hold) => {
      await least("least_hold", account, hold, "2");
      await least("least_settle", account, hold, "1");
    };
    await database.inScope(SCOPE, (queries) =>
      queries.execute(
        `insert into tenants (tenant_id, name, root) values ('bench', 'bench', '${newRoot("bench", masterKeys)}')`,
      ),
    );
    const accounts = Array.from({ length: 1000 }, (_, index) => `account-${index}`);
    for (const account of accounts)
      await run(account, { type: "grant", grant: { id: "g", amount: 10n ** 13n, kind: "paid" } });
    await database.inScope(SCOPE, (queries) =>
      queries.execute(`insert into least_accounts
        select 'bench', 'test', 'account-' || number, 10000000, 0, 0, 0 from generate_series(0, 999) number`),
    );
    const found = [];
    for (const [what, chosen, clients] of [
      ["hold + settle, 1,000 accounts, 16 clients", accounts, 16],
      ["hold + settle, one hot account, 64 clients", ["account-0"], 64],
    ]) {
      const pairs = [];
      for (let round = 0; round <= rounds; round++) {
        const name = `${clients}-${round}`;
        const plainly = await load(plain, { name, accounts: chosen, clients, seconds });
        const ours = await load(own, { name, accounts: chosen, clients, seconds });
        // The first round warms both up.
        if (round > 0) pairs.push({ plainly, ours });
      }
      found.push({ what, pairs });
    }
    return found;
  } finally {
    await database.close();
    await drop();
  }
}

async function load(once, { name, accounts, clients, seconds }) {
  const until = performance.now() + seconds * 1000;
  const started = performance.now();
  let done = 0;
  const client = async (number) => {
    for (let index = 0; performance.now() < until; index++) {
      await once(accounts[(index * clients + number) % accounts.length], `${name}-${number}-${index}`);
      done++;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return done / ((performance.now() - started) / 1000);
}

async function open(kind, place) {
  if (kind === "postgresql") {
    const database = await openPostgresql(place.variables.DATABASE_URL);
    const pg = require("pg");
    const client = new pg.Client({ connectionString: place.variables.DATABASE_URL });
    await client.connect();
    await client.query(LEAST);
    await client.end();
    return { database, drop: place.drop };
  }
  const folder = place.variables.PRICEWRIGHT_DATA;
  await (await openEmbedded({ folder })).close();
  const { PGlite } = await import(require.resolve("@electric-sql/pglite"));
  const client = await PGlite.create({ dataDir: `${folder}/database` });
  await client.exec(LEAST);
  await client.close();
  return { database: await openEmbedded({ folder }), drop: place.drop };
}
