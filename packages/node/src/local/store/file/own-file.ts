import { randomUUID } from "node:crypto";
import { link, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PricewrightError } from "@pricewright/core";
import { isRunning, thisProcess } from "./running-process.ts";

/** Locks that this process holds. */
const held = new Set<string>();

/**
 * Makes this process the one owner of a file: a second one would lose what the first has written. A lock whose process is
 * gone is followed by another with the next number, which only one process can make; no lock is ever replaced.
 *
 * @returns Lets go of it.
 * @throws PricewrightError `store-in-use` naming the process that has it.
 */
export function ownFile(path: string): Promise<() => Promise<void>> {
  const owning = previous.then(() => makeLock(path));
  previous = owning.catch(() => {});
  return owning;
}

/** Within this process one tries at a time: a lock of its own that is not held yet looks like one of a process that is gone. */
let previous: Promise<unknown> = Promise.resolve();

async function makeLock(path: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const newest = Math.max(0, ...(await locksOf(path)));
    const owner = await readFile(lockAt(path, newest), "utf8").catch(() => "");
    if (owner !== "" && isOwned(owner, lockAt(path, newest))) throw inUse(path, owner);
    const lock = lockAt(path, newest + 1);
    if (!(await make(lock, thisProcess()))) continue;
    const others = await locksOf(path);
    // Somebody who looked before may have made a later one.
    if (Math.max(...others) !== newest + 1) {
      await rm(lock, { force: true });
      continue;
    }
    for (const number of others) if (number <= newest) await rm(lockAt(path, number), { force: true });
    held.add(lock);
    return async () => {
      held.delete(lock);
      // It stays and names nobody, so that its number is not given again.
      await writeFile(lock, "");
    };
  }
  throw inUse(path, "of many");
}

function lockAt(path: string, number: number): string {
  return `${path}.lock-${number}`;
}

async function locksOf(path: string): Promise<number[]> {
  const prefix = `${basename(path)}.lock-`;
  const names = await readdir(dirname(path));
  return names
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

/** Makes a lock with its content in one step; false where it exists. */
async function make(lock: string, owner: string): Promise<boolean> {
  const draft = join(dirname(lock), `.${randomUUID()}`);
  await writeFile(draft, owner, { mode: 0o600 });
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A process of the same number may be another one, as in a container, where it is always 1. */
function isOwned(owner: string, lock: string): boolean {
  return owner === thisProcess() ? held.has(lock) : isRunning(owner);
}

function inUse(path: string, owner: string): PricewrightError {
  return new PricewrightError(
    "store-in-use",
    `Process ${owner.split(" ")[0]} has the store ${path} open, and one process at a time may. Stop it, or use the PostgreSQL store.`,
  );
}
