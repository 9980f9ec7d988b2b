import { collectWrites } from "../collect-writes.ts";
import { keepTexts } from "../kept-texts.ts";
import type { Store } from "../store.ts";
import { takeTurns } from "../take-turns.ts";
import { openJournal, replaceJournal } from "./journal.ts";
import { ownFile } from "./own-file.ts";

/** Transactions after which opening writes the file anew, where most of it is out of date. */
const MANY = 1_000;

/**
 * A store in one file, for one process: everything is in memory, and each transaction is on disk before it is
 * acknowledged, so a crash loses nothing that was.
 *
 * @throws PricewrightError `store-in-use` while another process has it open, `store-damaged` where the file was changed.
 *
 * @example
 * const pricing = createLocal({ catalog, experiments, store: await openFileStore("./pricing.store"), signingKey });
 */
export async function openFileStore(path: string): Promise<Store> {
  const letGo = await ownFile(path);
  try {
    const texts = keepTexts();
    const opened = await openJournal(path);
    for (const writes of opened.transactions) texts.apply(writes);
    const kept = texts.all();
    const written = opened.transactions.reduce((sum, writes) => sum + writes.length, 0);
    const isWasteful = opened.transactions.length > MANY && written > 2 * kept.length;
    if (isWasteful) await opened.journal.close();
    const journal = isWasteful ? await replaceJournal(path, kept) : opened.journal;
    const inTurn = takeTurns();
    const toFile = takeTurns();
    return {
      read: texts.read,
      list: texts.list,
      transaction: (locks, work) =>
        inTurn(locks, async () => {
          const transaction = collectWrites(texts);
          const result = await work(transaction);
          const writes = transaction.writes();
          if (writes.length > 0)
            await toFile(["file"], async () => {
              await journal.append(writes);
              texts.apply(writes);
            });
          return result;
        }),
      close: () =>
        toFile(["file"], async () => {
          await journal.close();
          await letGo();
        }),
    };
  } catch (error) {
    await letGo();
    throw error;
  }
}
