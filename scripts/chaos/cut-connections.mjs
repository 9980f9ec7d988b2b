import { describeBook, newBook } from "./book.mjs";
import { compare } from "./compare.mjs";
import { newPlace, onServer } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { openOn, prepare, startOn } from "./server.mjs";

/** Ends every connection of a server to PostgreSQL under load, again and again. The server lives on. */
export async function cutConnections({ cuts }) {
  const place = await newPlace("postgresql");
  const book = newBook();
  const faults = [];
  let served = 0;
  try {
    const keys = await prepare(place);
    const server = await startOn(place);
    const load = startLoad({ url: server.url, keys, book, run: "cut" });
    for (let cut = 0; cut < cuts; cut++) {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [place.name]);
      const before = book.events.size;
      const until = performance.now() + 5000;
      while (book.events.size === before && performance.now() < until)
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (book.events.size > before) served++;
    }
    // Nobody may connect: the database is away for a while.
    await onServer(`alter database ${place.name} allow_connections false`);
    await onServer("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [place.name]);
    const fromMemory = book.fromMemory;
    const unavailable = book.unavailable;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    if (book.unavailable === unavailable) faults.push("no write was answered 503 while the database was away");
    const away = { strangers: book.fromMemory - fromMemory };
    await onServer(`alter database ${place.name} allow_connections true`);
    const before = book.events.size;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    if (book.events.size === before) faults.push("service did not resume when the database came back");
    await load.stop();
    await settle({ url: server.url, keys, book });
    if (served < cuts) faults.push(`service resumed after ${served} of ${cuts} cuts`);
    if (book.retryAfter < book.unavailable)
      faults.push(`${book.unavailable - book.retryAfter} answers of 503 had no Retry-After`);
    if (book.evaluateRefused > 0) faults.push(`${book.evaluateRefused} evaluations were refused`);
    if (book.refused > 0) faults.push(`${book.refused} requests had no answer`);
    if ((await server.stop()) !== 0) faults.push("the server did not end by itself");
    const database = await openOn(place);
    faults.push(...(await compare(database, book)), ...book.faults);
    await database.close();
    const summary = `${cuts} cuts and one outage, ${describeBook(book)}, ${away.strangers} strangers shown the control while it was away`;
    return { summary, faults };
  } finally {
    await place.drop();
  }
}
