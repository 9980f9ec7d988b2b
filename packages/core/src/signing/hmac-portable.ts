import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { toBase64Url } from "./base64url.ts";

/** HMAC with SHA-256, synchronously, where there is no `node:crypto`. */
export function hmacSha256(key: Uint8Array, text: string): Uint8Array {
  return hmac(sha256, key, utf8ToBytes(text));
}

/** {@link hmacSha256} as unpadded base64url. */
export function hmacSha256Text(key: Uint8Array, text: string): string {
  return toBase64Url(hmacSha256(key, text));
}
