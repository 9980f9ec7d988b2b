import { hmacSha256Text } from "#hmac-sha256";
import { toBase64Url } from "../signing/base64url.ts";
import { isSameText } from "../signing/same-text.ts";

/**
 * Ids of visitors: 128 random bits and a code that only this secret makes, so that a browser cannot choose an id that
 * leads to the arm it wants, or another visitor's.
 *
 * @param random 16 random bytes.
 */
export function mintVisitorId(secret: Uint8Array, random: Uint8Array): string {
  const body = toBase64Url(random);
  return `v_${body}.${codeOf(body, secret)}`;
}

const MINTED = /^v_([\w-]{22})\.([\w-]{12})$/;

/** Whether an id has the form of one that {@link mintVisitorId} made, with whatever secret. */
export function looksMinted(id: string): boolean {
  return MINTED.test(id);
}

/** Whether {@link mintVisitorId} made the id with this secret. */
export function isMintedVisitorId(id: string, secret: Uint8Array): boolean {
  const match = MINTED.exec(id);
  if (!match) return false;
  const [, body = "", code = ""] = match;
  return isSameText(codeOf(body, secret), code);
}

function codeOf(body: string, secret: Uint8Array): string {
  return hmacSha256Text(secret, body).slice(0, 12);
}
