import { readSigned, signText } from "@pricewright/core/evaluation";
import type { Scope } from "../database/database.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

/** Seconds for which a preview token holds. */
export const PREVIEW_TOKEN_SECONDS = 60 * 60;

/** A token that lets a browser look at the variants of one experiment for an hour, also in the live environment. */
export function signPreviewToken(experiment: string, expires: number, scope: Scope, secrets: TenantSecrets): string {
  return signText(JSON.stringify([experiment, expires]), secretOf(scope, secrets));
}

/** The experiment that a token is for, or null for one that is forged or past. */
export function readPreviewToken(token: string, scope: Scope, secrets: TenantSecrets, now: Date): string | null {
  const text = readSigned(token, secretOf(scope, secrets));
  if (text === null) return null;
  const [experiment, expires] = JSON.parse(text) as [string, number];
  return expires * 1000 > now.getTime() ? experiment : null;
}

function secretOf({ environment }: Scope, secrets: TenantSecrets): Uint8Array {
  return secrets.derive(`previews/${environment}`);
}
