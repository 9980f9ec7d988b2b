import { readSigned, signText } from "@pricewright/core/evaluation";
import { z } from "zod";
import type { Scope } from "../database/database.ts";
import type { TenantSecrets } from "../tenants/tenant-secrets.ts";

const claims = z.object({
  tenant: z.string(),
  environment: z.enum(["test", "live"]),
  key: z.string(),
  account: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  /** Seconds since 1970. */
  expires: z.number(),
});

/** What an account token says: with it a browser acts for one account. */
export type AccountClaims = z.infer<typeof claims>;

const PREFIX = "pw_at_";

/** Seconds for which an account token holds. */
export const ACCOUNT_TOKEN_SECONDS = 15 * 60;

/** Signs a token for one account. */
export function signAccountToken(content: AccountClaims, secrets: TenantSecrets): string {
  return PREFIX + signText(JSON.stringify(content), secretOf(content.environment, secrets));
}

/** Whether a text is an account token, genuine or not. */
export function looksLikeAccountToken(text: string): boolean {
  return text.startsWith(PREFIX);
}

/** What a token claims, before it is verified; null for what is no account token. */
export function readAccountToken(token: string): AccountClaims | null {
  if (!looksLikeAccountToken(token)) return null;
  try {
    const [text = ""] = token.slice(PREFIX.length).split(".");
    const parsed = claims.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Whether the tenant signed the token and it still holds. */
export function isAccountTokenValid(token: string, content: AccountClaims, secrets: TenantSecrets, now: Date): boolean {
  const text = readSigned(token.slice(PREFIX.length), secretOf(content.environment, secrets));
  return text !== null && content.expires * 1000 > now.getTime();
}

function secretOf(environment: Scope["environment"], secrets: TenantSecrets): Uint8Array {
  return secrets.derive(`account-tokens/${environment}`);
}
