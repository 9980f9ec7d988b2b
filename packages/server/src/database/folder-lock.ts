import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Thrown when another process has the data folder open. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/** Ownership of a data folder. */
export interface FolderLock {
  readonly release: () => void;
}

/** Locks that this process holds; its own number says nothing after a restart in a container, where it is always 1. */
const held = new Set<string>();

/**
 * Takes a data folder for this process, because two processes on one embedded database lose data. The lock names its
 * owner, so one left behind by a crash is taken over, by one process however many try.
 *
 * Owners are numbered: who makes the file after the newest, whose owner is gone, has the folder. No file is ever
 * replaced while its owner may live, and a number is not given twice.
 *
 * @throws FolderInUseError when the owner is alive.
 */
export function lockFolder(folder: string): FolderLock {
  const locks = join(folder, "owner");
  mkdirSync(locks, { recursive: true });
  for (let attempt = 0; attempt < 100; attempt++) {
    const newest = Math.max(0, ...numbers(locks));
    const owner = newest === 0 ? null : ownerOf(join(locks, String(newest)));
    if (owner && isAlive(owner, join(locks, String(newest)))) throw inUse(folder, owner.processId);
    const path = join(locks, String(newest + 1));
    if (!make(locks, path)) continue;
    // Somebody who read the folder before may have made a later one.
    if (Math.max(...numbers(locks)) !== newest + 1) {
      rmSync(path, { force: true });
      continue;
    }
    for (const number of numbers(locks)) if (number <= newest) rmSync(join(locks, String(number)), { force: true });
    held.add(path);
    return { release: () => release(locks, path) };
  }
  throw new FolderInUseError(`The data folder ${resolve(folder)} could not be locked. Try again.`);
}

interface Owner {
  readonly processId: number;
  /** When the process started, where the system tells; a number of a process may be another's later. */
  readonly startedAt: string;
}

function numbers(locks: string): number[] {
  return readdirSync(locks)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** Makes the lock with its content in one step; false when it exists. */
function make(locks: string, path: string): boolean {
  const draft = writeDraft(locks, `${process.pid} ${startOf(process.pid)}`);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The file stays and names nobody, so that its number is not given again. */
function release(locks: string, path: string): void {
  if (!held.delete(path)) return;
  try {
    renameSync(writeDraft(locks, ""), path);
  } catch (error) {
    // The folder may be gone already.
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

function writeDraft(locks: string, content: string): string {
  const draft = join(locks, `draft-${randomBytes(8).toString("hex")}`);
  writeFileSync(draft, content, { flag: "wx" });
  return draft;
}

function ownerOf(path: string): Owner | null {
  try {
    const [processId = "", startedAt = ""] = readFileSync(path, "utf8").split(" ");
    return /^\d+$/.test(processId) ? { processId: Number(processId), startedAt } : null;
  } catch {
    return null;
  }
}

function isAlive({ processId, startedAt }: Owner, path: string): boolean {
  if (processId === process.pid) return held.has(path);
  try {
    process.kill(processId, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const start = startOf(processId);
  return startedAt === "" || start === "" || startedAt === start;
}

/** When a process started, in the system's own terms; empty where it does not tell. */
function startOf(processId: number): string {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "utf8");
    // The name of the program, in parentheses, may hold anything.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

function inUse(folder: string, owner: number): FolderInUseError {
  return new FolderInUseError(
    `The data folder ${resolve(folder)} is in use by process ${owner}. Stop that server, or give this one another folder with PRICEWRIGHT_DATA.`,
  );
}
