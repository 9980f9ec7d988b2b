import { rmSync } from "node:fs";
import { openPostgresql } from "../../packages/server/src/database/open-postgresql.ts";
import { journal, migrationsUntil } from "../../packages/server/src/testing/migrations.ts";
import { describeBook, newBook } from "./book.mjs";
import { startCluster } from "./cluster.mjs";
import { compare } from "./compare.mjs";
import { placeOn } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { LIVE, openOn, prepare, startOn } from "./server.mjs";

/** What a later version may bring: a column, filled for every row there is. */
const NEXT = `alter table "units" add column "note" text;--> statement-breakpoint
  select backfill('units', 'update units set note = variant');--> statement-breakpoint
  select pg_sleep(1);`;

/** A server of this version goes on under load while the next version's migration runs beside it. */
export async function upgradeUnderLoad() {
  const cluster = await startCluster();
  if (!cluster) return { summary: "not run; PostgreSQL is not installed", faults: [] };
  const place = placeOn(cluster.url);
  const migrations = migrationsUntil(journal().length, NEXT);
  const book = newBook();
  const faults = [];
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  try {
    const keys = await prepare(place);
    const old = await startOn(place);
    const load = startLoad({ url: old.url, keys, book, run: "upgrade" });
    while (book.events.size < 200) await pause(50);
    await (await openPostgresql(cluster.url, { migrations })).close();
    const migrated = book.events.size;
    while (book.events.size < migrated + 200 && book.faults.length === 0) await pause(50);
    await load.stop();
    await settle({ url: old.url, keys, book });
    if (book.evaluateRefused > 0) faults.push(`${book.evaluateRefused} evaluations were refused`);
    await old.stop();
    const database = await openOn(place);
    const [{ noted }] = (
      await database.inScope(LIVE, (queries) => queries.execute("select count(note)::int as noted from units"))
    ).rows;
    if (noted === 0) faults.push("the migration filled no row");
    faults.push(...(await compare(database, book)), ...book.faults);
    await database.close();
  } finally {
    place.drop();
    rmSync(migrations, { recursive: true });
    cluster.drop();
  }
  return { summary: `a migration beside a server of the version before, ${describeBook(book)}`, faults };
}
