import { createHash } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { PricewrightError } from "@pricewright/core";
import type { StoreWrite } from "../collect-writes.ts";

/** A file to which transactions are added, a line each, and which nothing ever changes. */
export interface Journal {
  /** Adds one transaction; it is on disk once the promise resolves. */
  readonly append: (writes: readonly StoreWrite[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A journal, and the transactions that are in it. */
export interface OpenedJournal {
  readonly journal: Journal;
  readonly transactions: readonly (readonly StoreWrite[])[];
}

/**
 * Opens a journal, or makes one. A last line that a crash cut short was never acknowledged, and is cut off.
 *
 * @throws PricewrightError `store-damaged` for a damaged line before the last.
 */
export async function openJournal(path: string): Promise<OpenedJournal> {
  const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return Buffer.alloc(0);
    throw error;
  });
  const { transactions, length } = readLines(content, path);
  const file = await open(path, "a", 0o600);
  if (length < content.length) {
    await file.truncate(length);
    await file.sync();
  }
  return { journal: journalOf(file, length), transactions };
}

/**
 * Writes a journal of one transaction in another's place: all of it, or none. The one before is to be closed then.
 *
 * @throws when it cannot be written; the one before is still the file.
 */
export async function replaceJournal(path: string, writes: readonly StoreWrite[]): Promise<Journal> {
  const line = lineOf(writes);
  await rm(`${path}.new`, { force: true });
  const file = await open(`${path}.new`, "a", 0o600);
  try {
    await file.appendFile(line);
    await file.sync();
    await rename(`${path}.new`, path);
  } catch (error) {
    await file.close();
    throw error;
  }
  await syncFolder(dirname(path));
  return journalOf(file, line.length);
}

/** So that the file's name is on disk as well, where the system can do that. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {}
}

function journalOf(file: FileHandle, length: number): Journal {
  let end = length;
  let broken: unknown = null;
  return {
    append: async (writes) => {
      if (broken) throw broken;
      const line = lineOf(writes);
      try {
        await file.appendFile(line);
        await file.datasync();
        end += line.length;
      } catch (error) {
        // Half a line must not stay before the next one.
        await file.truncate(end).catch(() => {
          broken = error;
        });
        throw error;
      }
    },
    close: () => file.close(),
  };
}

function lineOf(writes: readonly StoreWrite[]): Buffer {
  const text = JSON.stringify(writes.map(({ collection, key, text }) => [collection, key, text]));
  return Buffer.from(`${checksum(text)} ${text}\n`);
}

function checksum(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 16);
}

function readLines(content: Buffer, path: string) {
  const transactions: StoreWrite[][] = [];
  let length = 0;
  while (length < content.length) {
    const end = content.indexOf(0x0a, length);
    const writes = end === -1 ? null : readLine(content.toString("utf8", length, end));
    if (writes === null) {
      if (end === -1 || end === content.length - 1) break;
      throw new PricewrightError(
        "store-damaged",
        `Line ${transactions.length + 1} of the store ${path} is damaged. Put a copy from before in its place.`,
      );
    }
    transactions.push(writes);
    length = end + 1;
  }
  return { transactions, length };
}

function readLine(line: string): StoreWrite[] | null {
  const [sum, text] = [line.slice(0, 16), line.slice(17)];
  if (checksum(text) !== sum) return null;
  return (JSON.parse(text) as [string, string, string | null][]).map(([collection, key, value]) => ({
    collection,
    key,
    text: value,
  }));
}
