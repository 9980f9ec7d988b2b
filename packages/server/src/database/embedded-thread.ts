import { parentPort, workerData } from "node:worker_threads";
import { PGlite, type Transaction, types } from "@electric-sql/pglite";
import type { Answer, Question } from "./embedded-client.ts";

/** Times, spans and lists of numbers stay texts, as on PostgreSQL. */
const asText = (value: string) => value;
const TEXTS = [types.TIMESTAMP, types.TIMESTAMPTZ, types.INTERVAL, types.DATE, 1231, 1115, 1185, 1187, 1182];
const parsers = Object.fromEntries(TEXTS.map((type) => [type, asText]));

/** A transaction that waits for how it is to end. */
interface Open {
  readonly transaction: Transaction;
  readonly commit: () => void;
  readonly undo: (reason: Undone) => void;
  readonly ended: Promise<void>;
}

class Undone extends Error {}

const port = parentPort;
if (!port) throw new Error("This file is the embedded database's thread. Open the database with openEmbedded().");
const client = PGlite.create(workerData.folder === null ? {} : { dataDir: workerData.folder });
let open: Open | null = null;

port.on("message", async (question: Question) => {
  const answer = await work(question).then(
    (value): Answer => ({ id: question.id, value }),
    (error): Answer => ({ id: question.id, error: { ...textsOf(error), message: error.message, name: error.name } }),
  );
  port.postMessage(answer);
});

/** What PostgreSQL says of an error, such as its code; the rest of it, functions among it, cannot be sent. */
function textsOf(error: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(error).filter(([, value]) => typeof value === "string"));
}

async function work(question: Question): Promise<unknown> {
  const database = await client;
  switch (question.do) {
    case "query":
      return (open?.transaction ?? database).query(question.text, [...question.values], {
        parsers,
        rowMode: question.rowMode,
      });
    case "exec":
      return (open?.transaction ?? database).exec(question.text);
    case "begin":
      open = await begin(database);
      return;
    case "commit":
      open?.commit();
      return ended();
    case "roll-back":
      open?.undo(new Undone());
      return ended().catch((error) => {
        if (!(error instanceof Undone)) throw error;
      });
    case "close":
      return database.close();
  }
}

function begin(database: PGlite): Promise<Open> {
  return new Promise((begun, failed) => {
    const ended = database.transaction(
      (transaction) =>
        new Promise<void>((commit, undo) => {
          // Once `ended` is there, which is after this has run.
          queueMicrotask(() => begun({ transaction, commit, undo, ended }));
        }),
    );
    ended.catch(failed);
  });
}

async function ended(): Promise<void> {
  const last = open;
  open = null;
  await last?.ended;
}
