import { describeBook, findUntried, newBook } from "./book.mjs";
import { compare } from "./compare.mjs";
import { newPlace } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { randomNumbers } from "./random-numbers.mjs";
import { openOn, prepare, startOn } from "./server.mjs";

/** Fewest and most requests that a server is asked before it is killed. */
const REQUESTS = [10, 160];

/** Starts a server, loads it, kills it at a random moment and looks at what it left, again and again. */
export async function killRounds({ kind, rounds, seed }) {
  const place = await newPlace(kind);
  const random = randomNumbers(seed);
  const book = newBook();
  const faults = [];
  try {
    const keys = await prepare(place);
    for (let round = 0; round < rounds && faults.length === 0; round++) {
      const server = await startOn(place);
      const load = startLoad({ url: server.url, keys, book, run: `r${round}` });
      const until = book.requests + REQUESTS[0] + random() * (REQUESTS[1] - REQUESTS[0]);
      while (book.requests < until && book.faults.length === 0) await new Promise((resolve) => setTimeout(resolve, 3));
      await server.kill();
      await load.stop();
      const database = await openOn(place);
      faults.push(...(await compare(database, book)).map((fault) => `round ${round}: ${fault}`));
      await database.close();
    }
    const server = await startOn(place);
    await settle({ url: server.url, keys, book });
    await server.stop();
    const database = await openOn(place);
    faults.push(...(await compare(database, book)).map((fault) => `at the end: ${fault}`), ...book.faults);
    faults.push(...findUntried(book));
    await database.close();
  } finally {
    await place.drop();
  }
  const summary = `${rounds} kills, ${describeBook(book)}`;
  return { summary, faults };
}
