import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUseError, lockFolder } from "./folder-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("lockFolder", () => {
  it("lets one owner in at a time", () => {
    const lock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUseError);
    expect(() => lockFolder(folder)).toThrow(/PRICEWRIGHT_DATA/);
    lock.release();
    lockFolder(folder).release();
  });

  it("takes over from an owner that died", () => {
    // Process ids end far below this one.
    writeFileSync(join(folder, "owner.pid"), "99999999");
    lockFolder(folder).release();
  });

  it("takes over a lock that was cut off while it was written", () => {
    writeFileSync(join(folder, "owner.pid"), "");
    lockFolder(folder).release();
  });
});
