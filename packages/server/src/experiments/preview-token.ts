import { createHmac, timingSafeEqual } from "node:crypto";
import type { Scope } from "../database/database.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** Seconds for which a preview token holds. */
export const PREVIEW_TOKEN_SECONDS = 60 * 60;

/** A token that lets a browser look at the variants of one experiment for an hour, also in the live environment. */
export function signPreviewToken(experiment: string, expires: number, scope: Scope, secrets: TenantSecrets): string {
  const text = Buffer.from(JSON.stringify([experiment, expires])).toString("base64url");
  return `${text}.${codeOf(text, scope, secrets)}`;
}

/** The experiment that a token is for, or null for one that is forged or past. */
export function readPreviewToken(token: string, scope: Scope, secrets: TenantSecrets, now: Date): string | null {
  const [text = "", code = "", ...rest] = token.split(".");
  const expected = Buffer.from(codeOf(text, scope, secrets));
  const given = Buffer.from(code);
  if (rest.length > 0 || expected.length !== given.length || !timingSafeEqual(expected, given)) return null;
  const [experiment, expires] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as [string, number];
  return expires * 1000 > now.getTime() ? experiment : null;
}

function codeOf(text: string, { environment }: Scope, secrets: TenantSecrets): string {
  return createHmac("sha256", secrets.derive(`previews/${environment}`))
    .update(text)
    .digest("base64url");
}
