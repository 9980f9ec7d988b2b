import { createHmac } from "node:crypto";

/** HMAC with SHA-256, synchronously. */
export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(text).digest();
}
