import { describeBook, newBook } from "./book.mjs";
import { startCluster } from "./cluster.mjs";
import { compare } from "./compare.mjs";
import { placeOn } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { openOn, prepare, startOn } from "./server.mjs";

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Restarts PostgreSQL under load, in turns politely and as a crash would, and leaves it away for a while. */
export async function restartPostgresql({ restarts }) {
  const cluster = await startCluster();
  if (!cluster) return { summary: "not run; PostgreSQL is not installed", faults: [] };
  const book = newBook();
  const faults = [];
  try {
    const place = placeOn(cluster.url);
    const keys = await prepare(place);
    const servers = [await startOn(place), await startOn(place)];
    const loads = servers.map(({ url }, index) => startLoad({ url, keys, book, run: `s${index}`, workers: 3 }));
    await pause(1500);
    for (let restart = 0; restart < restarts; restart++) {
      const mode = restart % 2 === 0 ? "fast" : "immediate";
      if (restart === restarts - 1) {
        cluster.stop(mode);
        await pause(2000);
        cluster.start();
      } else {
        cluster.restart(mode);
      }
      await expectService(book, `restart ${restart} (${mode})`, faults);
    }
    await Promise.all(loads.map((load) => load.stop()));
    await settle({ url: servers[0].url, keys, book });
    if (book.unavailable === 0) faults.push("no write was answered 503 while PostgreSQL was away");
    if (book.retryAfter < book.unavailable)
      faults.push(`${book.unavailable - book.retryAfter} answers of 503 had no Retry-After`);
    if (book.evaluateRefused > 0) faults.push(`${book.evaluateRefused} evaluations were refused`);
    if (book.refused > 0) faults.push(`${book.refused} requests had no answer`);
    for (const server of servers) if ((await server.stop()) !== 0) faults.push("a server did not end by itself");
    const database = await openOn(place);
    faults.push(...(await compare(database, book)), ...book.faults);
    await database.close();
    place.drop();
  } finally {
    cluster.drop();
  }
  return { summary: `${restarts} restarts under two servers, ${describeBook(book)}`, faults };
}

/** Service resumes by itself. */
async function expectService(book, when, faults) {
  const before = book.events.size;
  for (let waited = 0; waited < 15_000; waited += 50) {
    await pause(50);
    if (book.events.size > before + 20) return;
  }
  faults.push(`service did not resume after ${when}`);
}
