import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Thrown when another process has the data folder open. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";
}

/** Ownership of a data folder. */
export interface FolderLock {
  readonly release: () => void;
}

/**
 * Takes a data folder for this process, because two processes on one embedded database lose data. The lock names
 * its owner, so one left behind by a crash is taken over.
 *
 * @throws FolderInUseError when the owner is alive.
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "owner.pid");
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      // "wx" fails when the file exists, so of several starting processes one makes it.
      writeFileSync(path, String(process.pid), { flag: "wx" });
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = ownerOf(path);
      if (owner !== null && isAlive(owner)) {
        throw new FolderInUseError(
          `The data folder ${resolve(folder)} is in use by process ${owner}. Stop that server, or give this one another folder with PRICEWRIGHT_DATA.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new FolderInUseError(`The data folder ${resolve(folder)} could not be locked. Try again.`);
}

function ownerOf(path: string): number | null {
  try {
    return Number.parseInt(readFileSync(path, "utf8"), 10) || null;
  } catch {
    return null;
  }
}

function isAlive(processId: number): boolean {
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
