import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Configuration } from "../configuration/configuration.ts";
import type { MasterKey } from "./seal.ts";

/** A key with the name that follows from it. */
export function namedKey(key: Buffer): MasterKey {
  return { id: createHash("sha256").update("pricewright master key").update(key).digest("base64url").slice(0, 8), key };
}

/**
 * The keys that seal secrets, the current one first: those of the configuration, or one that is made once and kept in
 * the data folder, readable by its owner only.
 */
export function masterKeys({
  encryptionKeys,
  dataFolder,
}: Pick<Configuration, "encryptionKeys" | "dataFolder">): readonly MasterKey[] {
  if (encryptionKeys.length > 0) return encryptionKeys.map(namedKey);
  if (dataFolder === "memory") return [namedKey(randomBytes(32))];
  const path = join(dataFolder, "master.key");
  mkdirSync(dataFolder, { recursive: true });
  try {
    // "wx" fails when the file exists, so of several starting processes one makes it.
    writeFileSync(path, randomBytes(32).toString("base64"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return [namedKey(Buffer.from(readFileSync(path, "utf8"), "base64"))];
}
