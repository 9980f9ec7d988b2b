import { randomBytes } from "node:crypto";
import { hmac, isSameText } from "../secrets/signed-text.ts";

/**
 * Ids of visitors: 128 random bits and a code that only this tenant's secret makes, so that a browser cannot choose an id
 * that leads to the arm it wants, or another visitor's.
 */
export function mintVisitorId(secret: Uint8Array): string {
  const body = randomBytes(16).toString("base64url");
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
  return hmac(secret, body).slice(0, 12);
}
