import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUseError, lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Leaves a lock as another process would have. */
function leave(content: string): void {
  mkdirSync(join(folder, "owner"), { recursive: true });
  writeFileSync(join(folder, "owner", "7"), content);
}

describe("lockFolder", () => {
  it("lets one owner in at a time", () => {
    for (let round = 0; round < 3; round++) {
      const lock = lockFolder(folder);
      expect(() => lockFolder(folder)).toThrow(FolderInUseError);
      expect(() => lockFolder(folder)).toThrow(/PRICEWRIGHT_DATA/);
      lock.release();
      lock.release();
    }
    expect(readdirSync(join(folder, "owner"))).toEqual(["3"]);
  });

  it("takes over from an owner that died", () => {
    // Process ids end far below this one.
    leave("99999999 1");
    lockFolder(folder).release();
  });

  it("takes over from an owner whose process id is another program's now", () => {
    leave("1 no-such-start");
    lockFolder(folder).release();
    // In a container the server's process id is the same after each restart.
    leave(`${process.pid} 1`);
    lockFolder(folder).release();
  });

  it("leaves the folder to an owner that lives", () => {
    leave(`${process.ppid} `);
    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`);
  });
});
