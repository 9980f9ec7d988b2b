import { createHmac, createSecretKey, type KeyObject } from "node:crypto";

/** Keys as Node wants them: making one of bytes takes longer than the signature. */
const keys = new WeakMap<Uint8Array, KeyObject>();

/** HMAC with SHA-256, synchronously. */
export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  const known = keys.get(key) ?? createSecretKey(key);
  keys.set(key, known);
  return createHmac("sha256", known).update(text).digest();
}
