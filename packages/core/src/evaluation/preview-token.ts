import { readSigned, signText } from "../signing/signed-text.ts";

/** Seconds for which a preview token holds. */
export const PREVIEW_TOKEN_SECONDS: number = 60 * 60;

/** A token with which anybody may look at the variants of one experiment until a time, also in the live environment. */
export function signPreviewToken(experiment: string, expiresAt: Date, secret: Uint8Array): string {
  return signText(JSON.stringify([experiment, Math.floor(expiresAt.getTime() / 1000)]), secret);
}

/** The experiment that a token is for, or null for one that is forged or past. */
export function readPreviewToken(token: string, secret: Uint8Array, at: Date): string | null {
  const text = readSigned(token, secret);
  if (text === null) return null;
  const [experiment, expires] = JSON.parse(text) as [string, number];
  return expires * 1000 > at.getTime() ? experiment : null;
}
