import { readFile, rm, writeFile } from "node:fs/promises";
import { PricewrightError } from "@pricewright/core";

/**
 * Makes this process the one owner of a file: a second one would lose what the first has written. A lock whose process has
 * died is taken over.
 *
 * @returns Lets go of it.
 * @throws PricewrightError `store-in-use` naming the process that has it.
 */
export async function ownFile(path: string): Promise<() => Promise<void>> {
  const lock = `${path}.lock`;
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(lock, String(process.pid), { flag: "wx", mode: 0o600 });
      return () => rm(lock, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(await readFile(lock, "utf8").catch(() => ""));
      if (attempt > 0 || isAlive(owner))
        throw new PricewrightError(
          "store-in-use",
          `Process ${owner} has the store ${path} open, and one process at a time may. Stop it, or use the PostgreSQL store.`,
        );
      await rm(lock, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
