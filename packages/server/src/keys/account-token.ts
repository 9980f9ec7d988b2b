import { createHmac, timingSafeEqual } from "node:crypto";
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
  const text = Buffer.from(JSON.stringify(content)).toString("base64url");
  return `${PREFIX}${text}.${codeOf(text, content.environment, secrets)}`;
}

/** What a token claims, before it is verified; null for what is no account token. */
export function readAccountToken(token: string): AccountClaims | null {
  if (!token.startsWith(PREFIX)) return null;
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
  const [text = "", code = "", ...rest] = token.slice(PREFIX.length).split(".");
  const expected = Buffer.from(codeOf(text, content.environment, secrets));
  const given = Buffer.from(code);
  const genuine = rest.length === 0 && expected.length === given.length && timingSafeEqual(expected, given);
  return genuine && content.expires * 1000 > now.getTime();
}

function codeOf(text: string, environment: Scope["environment"], secrets: TenantSecrets): string {
  return createHmac("sha256", secrets.derive(`account-tokens/${environment}`))
    .update(text)
    .digest("base64url");
}
