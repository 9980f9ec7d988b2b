import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";

const port = parentPort;
if (!port) throw new Error("This file is the embedded database's thread. Open the database with openEmbedded().");
const starting = PGlite.create(workerData.folder === null ? {} : { dataDir: workerData.folder });

/** Each message is what a client of PostgreSQL writes, in its protocol; null says that nobody writes more. */
port.on("message", async (message: Uint8Array | null) => {
  const database = await starting;
  if (message === null) {
    await database.close();
    port.close();
    return;
  }
  const answer = database.execProtocolRawSync(message);
  port.postMessage(answer, [answer.buffer as ArrayBuffer]);
});
