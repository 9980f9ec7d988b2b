import { createHash, randomBytes } from "node:crypto";

/** A token for a link that works once, and the hash that is stored of it. */
export function newOneTimeToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(24).toString("base64url");
  return { token, hash: hashOneTimeToken(token) };
}

/** SHA-256 of a token, in hexadecimal. */
export function hashOneTimeToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
