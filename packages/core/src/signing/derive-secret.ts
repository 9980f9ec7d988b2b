import { hmacSha256 } from "#hmac-sha256";

/** HKDF's salt where none is given: as many zeros as the hash has bytes. */
const NO_SALT = new Uint8Array(32);

/**
 * 32 bytes for one purpose, by HKDF with SHA-256: whoever knows one of them learns nothing of the key or the others.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5869
 *
 * @param key At least 32 characters that nobody can guess.
 */
export function deriveSecret(key: string, purpose: string): Uint8Array {
  // 32 bytes are the first block, whose number is 1.
  return hmacSha256(hmacSha256(NO_SALT, key), `pricewright/${purpose}\u0001`);
}
