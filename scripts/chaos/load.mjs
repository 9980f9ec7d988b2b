import { newCaller } from "./caller.mjs";
import { useCredits } from "./credits.mjs";
import { createExperiment, evaluateAccount, goShopping, openCheckout, sendEvents, visit } from "./journeys.mjs";

/**
 * Keeps a server busy until it is gone or told to stop.
 *
 * @param {{ url: string, keys: import("./server.mjs").Keys, book: object, run: string, workers?: number }} input
 * @returns {{ stop: () => Promise<void> }}
 */
export function startLoad({ url, keys, book, run, workers = 6 }) {
  let stopped = false;
  const call = newCaller({ url, keys, book });
  const journeys = [
    sendEvents,
    visit,
    evaluateAccount,
    sendEvents,
    createExperiment,
    goShopping,
    useCredits,
    openCheckout,
    useCredits,
  ];
  const work = async (worker) => {
    for (let step = worker; !stopped; step++) {
      try {
        await journeys[step % journeys.length]({ call, book, run });
      } catch (error) {
        // The connection ended, or a 503 came: nothing was promised.
        if (!isInterruption(error)) book.faults.push(String(error?.stack ?? error));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  };
  const all = Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
  return {
    stop: async () => {
      stopped = true;
      await all;
    },
  };
}

/** Sends again what no answer came to, until all of it is acknowledged. */
export async function settle({ url, keys, book }) {
  const call = newCaller({ url, keys, book });
  while (book.open.length > 0) await sendEvents({ call, book, run: "settle", again: true });
  while (book.openCommands.length > 0) await useCredits({ call, book, run: "settle", again: true });
  while (book.openCheckouts.length > 0) await openCheckout({ call, book, run: "settle", again: true });
}

function isInterruption(error) {
  return error?.name === "Interrupted" || error instanceof TypeError || /json/i.test(String(error));
}
