import { collectWrites } from "../collect-writes.ts";
import { keepTexts } from "../kept-texts.ts";
import type { Store } from "../store.ts";
import { takeTurns } from "../take-turns.ts";
import { openJournal, replaceJournal } from "./journal.ts";
import { ownFile } from "./own-file.ts";

/** Texts after which the file is written anew, where most of them are out of date. */
const MANY = 2_000;

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
    let { journal } = opened;
    let written = opened.transactions.reduce((sum, writes) => sum + writes.length, 0);
    const compact = async () => {
      if (written < MANY || written < 4 * texts.size()) return;
      // Where there is no room for it, the file goes on as it is.
      const fresh = await replaceJournal(path, texts.all()).catch(() => null);
      written = texts.size();
      if (!fresh) return;
      await journal.close();
      journal = fresh;
    };
    await compact();
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
              written += writes.length;
              await compact();
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
