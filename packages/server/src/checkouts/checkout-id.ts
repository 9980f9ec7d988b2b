import { randomBytes } from "node:crypto";
import type { Scope } from "../database/database.ts";

/** Sessions of the sandbox are for the test environment only. */
const ENVIRONMENT = "test";

/** A new id. It names the tenant, for its page is asked for without a key, and has 128 bits that nobody can guess. */
export function newCheckoutId({ tenantId }: Scope): string {
  return `cs_${Buffer.from(tenantId).toString("base64url")}.${randomBytes(16).toString("base64url")}`;
}

/** Whose session an id may be, or null for what is no id. */
export function scopeOfCheckout(id: string): Scope | null {
  const match = /^cs_([\w-]{1,200})\.[\w-]{22}$/.exec(id);
  if (!match) return null;
  const tenantId = Buffer.from(match[1] as string, "base64url").toString("utf8");
  return tenantId.includes("\0") ? null : { tenantId, environment: ENVIRONMENT };
}
