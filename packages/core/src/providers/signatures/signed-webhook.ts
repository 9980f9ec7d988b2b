import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { hmacSha256 } from "#hmac-sha256";

/** A signed request of a provider. */
export interface SignedWebhook {
  /** The body exactly as it came. */
  readonly body: string;
  readonly header: string | undefined;
  readonly secret: string;
  readonly now: Date;
}

/** HMAC with SHA-256 in lower-case hexadecimal. */
export function hexHmac(secret: string, text: string): string {
  return bytesToHex(hmacSha256(utf8ToBytes(secret), text));
}
