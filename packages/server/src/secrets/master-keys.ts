import { createHash, randomBytes } from "node:crypto";
import type { Configuration } from "../configuration/configuration.ts";
import type { MasterKey } from "./seal.ts";
import { readOrMakeSecret } from "./secret-file.ts";

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
  const text = readOrMakeSecret(dataFolder, "master.key", () => randomBytes(32).toString("base64"));
  return [namedKey(Buffer.from(text, "base64"))];
}
