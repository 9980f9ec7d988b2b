import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto";

/** Keys as Node wants them: making one of bytes takes longer than the signature. */
const keys = new WeakMap<Uint8Array, KeyObject>();

/** HMAC-SHA-256 of a text in base64url. */
export function hmac(secret: Uint8Array, text: string): string {
  const known = keys.get(secret) ?? createSecretKey(secret);
  keys.set(secret, known);
  return createHmac("sha256", known).update(text).digest("base64url");
}

/** A token that carries a text which anybody may read and nobody may change. */
export function signText(text: string, secret: Uint8Array): string {
  const content = Buffer.from(text).toString("base64url");
  return `${content}.${hmac(secret, content)}`;
}

/** The text of a token that {@link signText} made with this secret, or null. */
export function readSigned(token: string, secret: Uint8Array): string | null {
  const [content = "", code = "", ...rest] = token.split(".");
  const isGenuine = rest.length === 0 && isSameText(hmac(secret, content), code);
  return isGenuine ? Buffer.from(content, "base64url").toString("utf8") : null;
}

/** Compares in a time that tells nothing of the texts but their length. */
export function isSameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
